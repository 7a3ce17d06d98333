"""A small model server on loopback that speaks /v1/chat/completions; a word in the question names its mood."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = "small-judge"


@dataclass(slots=True)
class Conversation:
    """What the server was asked. `mood` says how it answers from now on."""

    port: int = 0
    mood: str = "good"
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """Return what belongs into second_opinion.base_url."""
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def model_server() -> Iterator[Conversation]:
    """Serve answers until the block ends."""
    conversation = Conversation()

    class Handler(_Handler):
        talk = conversation

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    conversation.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield conversation
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opinion_of(question: str) -> str:
    """Return what this model thinks: it looks for one word in the sentence and understands nothing."""
    sentence = question.rsplit("Sentence: ", 1)[1]
    answer = "deny" if "no safe havens" in sentence or "denied" in sentence else "assert"
    return json.dumps({"answer": answer, "reason": "looked for a word"})


class _Handler(BaseHTTPRequestHandler):
    talk: Conversation

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_POST(self) -> None:
        """Answer one question."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.talk.asked.append(body)
        self.talk.keys.append(self.headers.get("Authorization"))
        if self.path != "/v1/chat/completions":
            self._say(404, {"error": {"message": "no such path"}})
        elif body["model"] != MODEL:
            self._say(404, {"error": {"message": f"the model {body['model']!r} does not exist"}})
        else:
            self._answer(body)

    def _answer(self, body: dict[str, Any]) -> None:
        said = opinion_of(body["messages"][-1]["content"])
        mood = self.talk.mood
        if mood == "slow":
            time.sleep(1.0)
        if mood == "500":
            self._say(500, {"error": {"message": "out of memory"}})
        elif mood == "unauthorized":
            self._say(401, {"error": {"message": f"bad key {(self.headers['Authorization'] or '')[7:]}"}})
        elif mood == "no completion":
            self._say(200, {"hello": "world"})
        else:
            replies = {"nonsense": "I think they deny it.", "other word": '{"answer": "maybe"}'}
            model = "another-judge" if mood == "other model" else MODEL
            message = {"role": "assistant", "content": replies.get(mood, said)}
            self._say(200, {"model": model, "choices": [{"index": 0, "message": message}]})

    def _say(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
