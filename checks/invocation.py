"""One invocation of the function from its image's folder: with the entry point and command of deploy/Dockerfile, with
Lambda's Runtime API played here, and with far ends for all four channels. Fails unless all four were told.

The JVM is told to end where it can't use the cache; without that it would start slower and say nothing.

Usage: invocation.py JAVA FUNCTION-FOLDER EXAMPLES-FOLDER
"""

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PATIENCE = 60  # seconds


class RuntimeApi(BaseHTTPRequestHandler):
    """Gives out one event, and keeps what the function says to it."""

    protocol_version = "HTTP/1.1"
    events = queue.Queue()
    answers = queue.Queue()

    def do_GET(self):
        event = self.events.get()
        self.answer(
            200,
            event,
            {
                "Lambda-Runtime-Aws-Request-Id": "1",
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + PATIENCE) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:111122223333:function:guardduty",
                "Content-Type": "application/json",  # the client, which is in part native, dies without
            },
        )

    def do_POST(self):
        said = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answers.put((self.path.rsplit("/", 1)[1], said.decode()))
        self.answer(202, b"", {})

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def command(java, folder, dockerfile):
    """What the image runs, with this JDK and from this folder."""
    entry, arguments = (json.loads(re.search(rf"^{word} (\[.*\])$", dockerfile, re.M).group(1)) for word in ("ENTRYPOINT", "CMD"))
    words = [word.replace("/function/", f"{folder}/") for word in entry[1:] + arguments]
    has_aot_cache = (folder / "function.aot").exists()
    return [java, words[0], "-XX:AOTMode=on" if has_aot_cache else "-Xshare:on"] + words[1:]


def far_ends(java, examples):
    """Starts them, and gives the variables that lead to them."""
    process = subprocess.Popen(
        [java, "-cp", f"{examples}/target/classes:{examples}/target/lib/*", "io.github.guarddutynotify.examples.demo.FarEnds"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = iter(process.stdout.readline, "\n")
    return process, dict(line.rstrip("\n").split("=", 1) for line in lines)


def main():
    java, folder, examples = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    event = next((examples / "src/main/resources").rglob("unauthorizedaccess-ec2-sshbruteforce.json")).read_bytes()
    RuntimeApi.events.put(event)
    api = ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    ends, environment = far_ends(java, examples)
    environment |= {
        "PATH": os.environ["PATH"],
        "NOTIFIER_CONFIG": str(examples / "deploy/training.json"),
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}",
        "AWS_LAMBDA_FUNCTION_NAME": "guardduty",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_REGION": "eu-west-1",
    }
    function = subprocess.Popen(
        command(java, folder, (examples / "deploy/Dockerfile").read_text()),
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        kind, said = RuntimeApi.answers.get(timeout=PATIENCE)
        outcomes = [end["outcome"] for end in json.loads(said)["destinations"]] if kind == "response" else []
        if outcomes != ["accepted"] * 4:
            sys.exit(f"{kind}: {said}")
        print("told all four, with the cache")
    except queue.Empty:
        function.kill()
        sys.exit(f"the function said nothing in {PATIENCE} seconds:\n{function.stdout.read()}")
    finally:
        function.kill()
        ends.kill()


main()
