"""Standard output and error as a command finds them: nobody may read them, and their encoding may lack letters."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


@contextmanager
def any_terminal() -> Iterator[None]:
    """Inside, printing never fails: what the encoding lacks is written as ?, what nobody reads (`| head -1`, `2>&-`) nowhere."""
    before = sys.stdout, sys.stderr
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        forgiving = [_Forgiving(stream or nowhere) for stream in before]  # None where it was closed
        sys.stdout, sys.stderr = forgiving
        try:
            yield
        finally:
            for stream in forgiving:
                stream.flush()
            sys.stdout, sys.stderr = before


class _Forgiving:
    """A stream of text that takes whatever it is given; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, as far as that is possible."""
        encoding = self._stream.encoding or "utf-8"
        text = text.encode(encoding, "replace").decode(encoding)
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._to_nowhere()
            return len(text)

    def flush(self) -> None:
        """Pass on what is held back."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._to_nowhere()

    def _to_nowhere(self) -> None:
        """Let all that follows go to the null device; what the stream holds back would fail again when Python ends."""
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, self._stream.fileno())
        os.close(null)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
