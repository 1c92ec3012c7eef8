"""A PostgreSQL whose data are kept between runs: Debian's binaries, an ordinary user, a socket.

As ``.ci/postgres`` starts one, with its cautious settings (it waits for the disk).
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "-c listen_addresses='' -c max_connections=200 -c shared_buffers=256MB -c timezone=UTC"


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of the database in a folder, as long as the block lasts."""
    data, fresh = folder / "data", not (folder / "data").is_dir()
    if fresh:
        folder.mkdir(parents=True, exist_ok=True)
        _owned(folder)
        _do("initdb", "--username=desk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            f"--pgdata={data}")  # fmt: skip
    options = f"{SETTINGS} -c unix_socket_directories='{folder}' -c unix_socket_permissions=0777"
    (data / "postmaster.pid").unlink(missing_ok=True)
    _do("pg_ctl", f"--pgdata={data}", f"--log={data}/log", "--wait", f"--options={options}",
        "start")  # fmt: skip
    try:
        if fresh:
            _do("createdb", f"--host={folder}", "--username=desk", "desk")
        yield f"postgresql://desk@/desk?host={folder}"
    finally:
        _do("pg_ctl", f"--pgdata={data}", "--mode=fast", "--timeout=300", "stop")


def postmaster(folder: Path) -> int:
    """Process id of the server over a folder."""
    return int((folder / "data" / "postmaster.pid").read_text("ascii").split()[0])


def _owned(folder: Path) -> None:
    folder.chmod(0o711)
    if os.getuid() == 0:
        shutil.chown(folder, _user())


def _user() -> str:
    return os.environ.get("XIEZHI_POSTGRES_USER", "nobody")


def _do(program: str, *args: str) -> None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    before = ["runuser", "-u", _user(), "--"] if os.getuid() == 0 else []
    command = [*before, str(found[-1]) if found else program, *args]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
