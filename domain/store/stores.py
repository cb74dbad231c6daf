"""The stores beside the log (DESIGN 3), each in the data folder or in PostgreSQL, as the log is."""

from __future__ import annotations

import os
from pathlib import Path

from domain.store.access import AccessLog, AccessRows
from domain.store.access_sqlite import SQLiteAccessRows
from domain.store.blobs import Blobs
from domain.store.blobs_folder import BlobFolder
from domain.store.vault import Vault, VaultRows
from domain.store.vault_sqlite import SQLiteVaultRows
from domain.store.waiting import PassingFiles, Waiting

# without PostgreSQL its driver need not be there: what needs it is imported where it is used


def is_postgres(database: str | None) -> bool:
    """Whether the address is that of a PostgreSQL database."""
    return bool(database and database.startswith(("postgresql://", "postgres://")))


def owner() -> str | None:
    """The address of the database's owner, who makes the tables; not needed once they stand."""
    return os.environ.get("DRIEHOEK_DATABASE_OWNER") or None


def vault_rows(data: Path, database: str | None) -> VaultRows:
    """Where the vault keeps its keys."""
    if is_postgres(database):
        from domain.store.vault_postgres import PostgresVaultRows

        return PostgresVaultRows(str(database), owner())
    return SQLiteVaultRows(data / "vault.db")


def access_log(data: Path, database: str | None) -> AccessLog:
    """The access log; begins an empty one where there is none."""

    def opened() -> AccessRows:
        if is_postgres(database):
            from domain.store.access_postgres import PostgresAccessRows

            return PostgresAccessRows(str(database), owner())
        return SQLiteAccessRows(data / "access.db")

    return AccessLog(opened)


def blobs(data: Path, database: str | None, vault: Vault) -> Blobs:
    """The blobs."""
    return Blobs(_files(data, database, "uploads", "files"), vault)


def waiting(data: Path, database: str | None, vault: Vault, kept: Blobs) -> Waiting:
    """The files that wait to be taken."""
    return Waiting(_files(data, database, "waiting", "waiting"), vault, kept)


def _files(data: Path, database: str | None, folder: str, table: str) -> PassingFiles:
    if is_postgres(database):
        from domain.store.blobs_postgres import PostgresBlobs

        return PostgresBlobs(str(database), owner(), table)
    return BlobFolder(data / folder)
