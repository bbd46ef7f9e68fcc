"""A wire: hands on what comes in at one port to another, until its process is killed."""

from __future__ import annotations

import asyncio
import contextlib


def serve(port: int, to: int) -> None:
    """Serve until killed."""

    async def hand_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(1 << 16):
                target.write(data)
                await target.drain()
        target.close()

    async def joined(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, there = await asyncio.open_connection("127.0.0.1", to)
        await asyncio.gather(hand_on(near, there), hand_on(far, back))

    async def main() -> None:
        server = await asyncio.start_server(joined, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(main())
