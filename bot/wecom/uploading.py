"""Pictures and files handed in to WeCom, piece by piece."""

import hashlib
from base64 import b64encode

from bot.chat.frames import text_in
from bot.wecom.connection import Connection

PIECE_BYTES = 512 * 1024


async def uploaded(line: Connection, kind: str, name: str, content: bytes) -> str:
    """Hand a picture or file in; return by what it can be sent. Raises Trouble."""
    size = len(content)
    pieces = [content[at : at + PIECE_BYTES] for at in range(0, size, PIECE_BYTES)]
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    about = {"type": kind, "filename": name, "total_size": size, "md5": digest}
    begun = await line.ask("aibot_upload_media_init", {**about, "total_chunks": len(pieces)})
    upload = text_in(begun, "upload_id")
    for place, piece in enumerate(pieces):
        body = {"chunk_index": place, "base64_data": b64encode(piece).decode()}
        await line.ask("aibot_upload_media_chunk", {"upload_id": upload, **body})
    ended = await line.ask("aibot_upload_media_finish", {"upload_id": upload})
    return text_in(ended, "media_id")
