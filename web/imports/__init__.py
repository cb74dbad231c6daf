"""Files that people bring: read without trust, shown before anything happens, taken as a whole or not at all."""
