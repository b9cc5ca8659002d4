"""A worker process and the pipe to it."""

import json
import subprocess
import sys
from pathlib import Path


class WorkerProcess:
    """One Odoo process on one database; ``ask`` waits for the answer."""

    def __init__(self, database, groups=(), script="worker.py"):
        self.database = database
        path = Path(__file__).resolve().parent / script
        self.process = subprocess.Popen(
            [sys.executable, str(path), "--database", database, "--groups", ",".join(groups)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, task, **arguments):
        """The answer to a task; its error ends the bench, with the worker's own words."""
        print(json.dumps({"do": task, **arguments}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"bench: the worker of {self.database} ended (status {self.process.wait()})")
        answer = json.loads(line)
        if "error" in answer:
            sys.exit(f"bench: {task} {arguments} on {self.database} failed:\n{answer['error']}")
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.stdin.close()
        self.process.wait(timeout=60)
