"""The frames in which the service and its query workers talk: a kind, a length, that many bytes."""

import json
import struct
from enum import IntEnum
from typing import Any

HEADER = struct.Struct(">BI")


class FrameKind(IntEnum):
    """What a frame carries."""

    QUERY = 1
    READY = 2
    DATA = 3
    END = 4
    FAILURE = 5


def encode_frame(kind: FrameKind, payload: bytes = b"") -> bytes:
    """A whole frame."""
    return HEADER.pack(kind, len(payload)) + payload


def encode_values(kind: FrameKind, /, **values: Any) -> bytes:
    """A frame that carries named values."""
    return encode_frame(kind, json.dumps(values).encode())


def decode_values(payload: bytes) -> dict[str, Any]:
    """The named values of a frame."""
    values: dict[str, Any] = json.loads(payload)
    return values
