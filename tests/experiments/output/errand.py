"""A second process for `test_reporter`: it runs the errand it is given."""

import errno
import os

from concertacion.experiments.output.reporter import serve
from concertacion.sim.declare import InputError


def run(errand, *arguments):
    print("noise that must not end up in the answer")
    if errand == "refuse":
        raise InputError("results: nothing to show")
    if errand == "fill the disk":
        raise OSError(errno.ENOSPC, "No space left on device")
    if errand == "die":
        os._exit(3)
    return {"sum": lambda a: a.sum(), "who": lambda: (os.getpid(), os.getsid(0), os.getcwd())}[errand](*arguments)


if __name__ == "__main__":
    serve(run)
