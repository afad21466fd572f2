"""A mail server on this machine that keeps what it accepts, or hangs before it accepts."""

import contextlib
import itertools
import socketserver
import threading
from collections.abc import Iterator


class Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as one email needs."""

    timeout = 30

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.say("354 go on")
                if not self.take_email():
                    return
            elif command == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def take_email(self) -> bool:
        lines = itertools.takewhile(lambda line: line.strip(b"\r\n") != b".", self.rfile)
        email = b"".join(lines).decode()
        if self.server.hangs:
            self.server.has_email_in_hand.set()
            with contextlib.suppress(ConnectionError):
                self.rfile.read()  # until the other side is gone
            return False
        self.server.accepted.append(email)
        self.say("250 accepted")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of the loopback address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.hangs = False
        self.has_email_in_hand = threading.Event()
        self.accepted: list[str] = []

    @property
    def url(self) -> str:
        host, port = self.server_address
        return f"smtp://{host}:{port}"


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
