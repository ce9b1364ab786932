"""One chunk as a Parquet file, with its trajectories beside it if they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.analysis.checksums import SWEEP, Digests, fault_of, read_checksums, whole
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.identity import sweep_of
from concertacion.experiments.chunks.store import SHARDS, TRAJECTORIES, Chunk, Store
from concertacion.experiments.output.stored import set_aside, write_stored

STATUS = pa.dictionary(pa.int32(), pa.string())
FAILED = b"failed"  # in the metadata of a shard: how many of its runs failed


def schema_of(store: Store) -> pa.Schema:
    """Columns of every shard: where a run stands in the design, why it failed ("" when well), its outcomes."""
    where = [("point", pa.int32()), ("replicate", pa.int32()), ("run", pa.int64()), ("status", STATUS)]
    return pa.schema([*where, *((name, pa.float64()) for name in store.outcomes)])


def write_shard(store: Store, chunk: Chunk, block: Block) -> None:
    """Write a chunk; the Parquet file comes last, for it says that the chunk is done. The bytes tell nothing of when or where.

    Raises
    ------
    OSError
        If the disk is full or cannot be written to; nothing half-written stays.
    """
    if block.kept is not None:
        from concertacion.experiments.output.netcdf import netcdf_bytes

        write_stored(store.folder, chunk.trajectories, netcdf_bytes(block.kept.assign_attrs({SWEEP: chunk.sweep})))
    columns = [block.point, block.replicate, block.run, block.reason, *block.values.T]
    schema = schema_of(store).with_metadata({FAILED: str(block.failed), SWEEP: chunk.sweep})
    table = pa.table([_column(values, field) for values, field in zip(columns, schema, strict=True)], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", use_dictionary=["status"])
    write_stored(store.folder, chunk.shard, sink.getvalue().to_pybytes())


def _column(values: Any, field: pa.Field) -> pa.Array:
    """What is not a number becomes null, which averages in SQL and R leave out; pandas reads it as NaN again."""
    return pa.array(values, type=field.type, from_pandas=True)


def finished(store: Store, say: Callable[[str], object] = print) -> dict[Chunk, int]:
    """Chunks whose files are there and whole, with how many of their runs failed; others are set aside, each said in a line."""
    digests, done = read_checksums(store.folder), {}
    _set_strangers_aside(store, say)
    for chunk in store.chunks:
        names = (chunk.shard, chunk.trajectories) if store.keep else (chunk.shard,)
        there = [name for name in names if (store.folder / name).exists()]
        faults = {name: fault for name in there if (fault := _fault(store, chunk, name, digests))}
        for name, fault in faults.items():
            say(f"{set_aside(store.folder / name, fault)}; its {chunk.runs} runs will run again")
        if len(there) == len(names) and not faults:
            done[chunk] = failed_in(store.folder / chunk.shard)
    return done


def _fault(store: Store, chunk: Chunk, name: str, digests: Digests) -> str | None:
    """Why a file of a chunk cannot be used, in words; None if it can."""
    if not whole(store.folder, name, digests):
        return fault_of(store.folder, name, digests)
    if name == chunk.trajectories:
        return None if sweep_of(store.folder / name) == chunk.sweep else "is of another sweep"
    schema = pq.read_schema(store.folder / name)
    same = sweep_of(store.folder / name) == chunk.sweep and schema.equals(schema_of(store))
    return None if same else "is of another sweep"


def failed_in(shard: Path) -> int:
    """How many of the runs of a shard failed."""
    return int(pq.read_schema(shard).metadata[FAILED])


def _set_strangers_aside(store: Store, say: Callable[[str], object]) -> None:
    """Tools that read the folder whole would take what no chunk of this sweep has written for a part of it."""
    known = {name for chunk in store.chunks for name in (chunk.shard, chunk.trajectories)}
    for pattern in (f"{SHARDS}/*.parquet", f"{TRAJECTORIES}/*.nc"):
        for path in sorted(store.folder.glob(pattern)):
            if path.relative_to(store.folder).as_posix() not in known:
                say(set_aside(path, "is no part of this sweep"))


def read(store: Store) -> pa.Table:
    """The whole sweep as far as it is there, rows in flat order: the same table whatever the chunks."""
    paths = sorted((store.folder / SHARDS).glob("*.parquet"))
    tables = [pq.ParquetFile(path).read().replace_schema_metadata() for path in paths]
    if not tables:
        return schema_of(store).empty_table()
    table = pa.concat_tables(tables).combine_chunks()
    status = table["status"].cast(pa.string()).combine_chunks().dictionary_encode()
    return table.set_column(table.schema.get_field_index("status"), "status", status)
