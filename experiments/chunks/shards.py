"""One chunk as a Parquet file, with its trajectories beside it if they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.store import SHARDS, TRAJECTORIES, Chunk, Store
from concertacion.experiments.output.files import write_bytes, write_whole

STATUS = pa.dictionary(pa.int32(), pa.string())
FAILED = b"failed"  # in the metadata of a shard: how many of its runs failed
DAMAGED = ".damaged"


def shard_of(store: Store, chunk: Chunk) -> Path:
    """The Parquet file of a chunk."""
    return store.folder / SHARDS / f"{chunk.name}.parquet"


def schema_of(store: Store) -> pa.Schema:
    """Columns of every shard: where a run stands in the design, why it failed ("" when well), its outcomes."""
    where = [("point", pa.int32()), ("replicate", pa.int32()), ("run", pa.int64()), ("status", STATUS)]
    return pa.schema([*where, *((name, pa.float64()) for name in store.outcomes)])


def trajectories_of(shard: Path) -> Path:
    """The file of the trajectories of a shard: in a folder of its own, so that tools read the folder of shards whole."""
    return shard.parent.with_name(TRAJECTORIES) / f"{shard.stem}.nc"


def write_shard(store: Store, chunk: Chunk, block: Block) -> None:
    """Write a chunk; the Parquet file comes last, for it says that the chunk is done. The bytes tell nothing of when or where.

    Raises
    ------
    OSError
        If the disk is full or cannot be written to; nothing half-written stays.
    """
    shard = shard_of(store, chunk)
    if block.kept is not None:
        from concertacion.experiments.output.netcdf import write_results

        kept = block.kept
        write_whole(trajectories_of(shard), lambda partial: write_results(kept, partial))
    columns = [block.point, block.replicate, block.run, block.reason, *block.values.T]
    schema = schema_of(store).with_metadata({FAILED: str(block.failed)})
    table = pa.table([_column(values, field) for values, field in zip(columns, schema, strict=True)], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", use_dictionary=["status"])
    write_bytes(shard, sink.getvalue().to_pybytes())


def _column(values: Any, field: pa.Field) -> pa.Array:
    """What is not a number becomes null, which averages in SQL and R leave out; pandas reads it as NaN again."""
    return pa.array(values, type=field.type, from_pandas=True)


def finished(store: Store, say: Callable[[str], object] = print) -> dict[Chunk, int]:
    """Chunks whose shards are there and whole, with how many of their runs failed; a damaged one is set aside and said so."""
    done: dict[Chunk, int] = {}
    for chunk in store.chunks:
        shard = shard_of(store, chunk)
        if not shard.exists():
            continue
        failed = _failed(store, chunk)
        if failed is None:
            aside = shard.with_name(f"_{shard.name}{DAMAGED}")  # tools that read the folder whole pass over an underscore
            shard.replace(aside)
            say(f"{shard.name} is damaged: set aside as {aside.name}, its {chunk.runs} runs are made again")
        else:
            done[chunk] = failed
    return done


def _failed(store: Store, chunk: Chunk) -> int | None:
    """How many runs of a shard failed; None if its end (or that of its trajectories) is not as it was written."""
    shard = shard_of(store, chunk)
    try:
        footer = pq.read_metadata(shard)
        schema = footer.schema.to_arrow_schema()
        if footer.num_rows != chunk.runs or not schema.equals(schema_of(store)):
            return None
        if store.keep:
            import h5py

            h5py.File(trajectories_of(shard), "r").close()  # refuses a file shorter than it says of itself
        return int((schema.metadata or {})[FAILED])
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return None


def read(store: Store) -> pa.Table:
    """The whole sweep as far as it is there, rows in flat order: the same table whatever the chunks."""
    paths = sorted((store.folder / SHARDS).glob("*.parquet"))
    tables = [pq.ParquetFile(path).read().replace_schema_metadata() for path in paths]
    if not tables:
        return schema_of(store).empty_table()
    table = pa.concat_tables(tables).combine_chunks()
    status = table["status"].cast(pa.string()).combine_chunks().dictionary_encode()
    return table.set_column(table.schema.get_field_index("status"), "status", status)
