"""Ask a model behind an OpenAI-compatible endpoint, on this machine or elsewhere."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import urllib3

from transforms.opinion.prompt import messages, prompt_hash

if TYPE_CHECKING:
    from flows.second_opinion.settings import OpinionSettings

_OK, _BAD_REQUEST, _SERVER_FAILED = 200, 400, 500
_MAY_PASS = frozenset({408, 409, 425, 429})
_LONGEST = 1_000_000  # bytes of a reply; an answer of one line needs some hundred
_CHUNK = 65_536
_SHOWN = 120


class AskError(Exception):
    """A question got no answer. `is_final` where the next question will fare no better."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reply as it came, and the model that gave it as the reply names it."""

    raw: str
    answered_by: str | None


class Endpoint:
    """A model behind /chat/completions."""

    def __init__(self, settings: OpinionSettings) -> None:
        self.model = settings.model or ""
        self.prompt_hash = prompt_hash()
        self._url = f"{(settings.base_url or '').rstrip('/')}/chat/completions"
        self._timeout = settings.timeout
        self._key_variable = settings.key_variable
        self._pool = urllib3.PoolManager(retries=False)

    def ask(self, *, sentence: str, context: str, statement: str) -> Said:
        """Return what the model says.

        Raises:
            AskError: no answer in time, none that the protocol knows, or the variable for the key is not set.
        """
        asked = messages(sentence=sentence, context=context, statement=statement)
        body = {"model": self.model, "messages": asked, "temperature": 0, "stream": False}
        status, reply = self._post(json.dumps(body, ensure_ascii=False).encode())
        if status != _OK:
            passes = status >= _SERVER_FAILED or status in _MAY_PASS
            msg = f"the server answered {status}{_told(reply)}"
            raise AskError(msg, is_final=not passes)
        return _said(reply)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        deadline = time.monotonic() + self._timeout
        key = _key(self._key_variable)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        response: urllib3.BaseHTTPResponse | None = None
        try:
            response = self._pool.request(
                "POST",
                self._url,
                body=body,
                headers=headers,
                redirect=False,  # a key must not follow to another host
                preload_content=False,
                timeout=urllib3.Timeout(total=self._timeout),
            )
            reply = _read(response, deadline)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise AskError(_plainly(error)) from error
        finally:
            if response is not None:
                response.close()
        # Some servers repeat a key they do not know; it must reach neither the warehouse nor the terminal.
        return response.status, reply.replace(key.encode(), b"[key]") if key else reply


def _key(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable)
    if not key:
        msg = f"the environment variable {variable} is not set"
        raise AskError(msg, is_final=True)
    return key


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > _LONGEST:
            raise AskError("the reply is longer than a megabyte")
        if time.monotonic() > deadline:
            raise AskError("no answer in time")
    return bytes(body)


def _said(reply: bytes) -> Said:
    try:
        content: Any = json.loads(reply)
        raw, model = content["choices"][0]["message"]["content"], content.get("model")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise AskError("the server's answer is no chat completion") from error
    if not isinstance(raw, str):
        raise AskError("the server's answer is no chat completion")
    return Said(raw=raw, answered_by=model if isinstance(model, str) else None)


def _told(reply: bytes) -> str:
    """Return what a server says went wrong, in one short line."""
    try:
        told = json.loads(reply)["error"]["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {' '.join(str(told).split())[:_SHOWN]}"


def _plainly(error: Exception) -> str:
    timed = isinstance(error, urllib3.exceptions.TimeoutError)
    if timed and not isinstance(error, urllib3.exceptions.NewConnectionError):
        return "no answer in time"
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "nothing listens at base_url"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "the server's certificate is not valid for its host"
    return f"the connection broke ({type(error).__name__})"
