"""One stored sample of every fact that was ever written, in every version: old logs stay readable."""
