"""Redis, and the memory of this process while Redis cannot be reached."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
ANSWERS_WITHIN = 1  # seconds
ASKED_AGAIN_AFTER = 5  # seconds without Redis, so that not each request waits for it
LOGGED_EACH = 60  # seconds


class Server:
    """What this process knows of Redis."""

    away_until = 0.0
    logged_until = 0.0

    @classmethod
    def leave(cls, error: Exception) -> None:
        now = time.monotonic()
        cls.away_until = now + ASKED_AGAIN_AFTER
        if now >= cls.logged_until:
            cls.logged_until = now + LOGGED_EACH
            logger.error("Redis does not answer, so each process remembers for itself: %s", error)


def _either(name: str) -> Callable:
    """Ask Redis, or the memory of this process."""

    def ask(self: Any, *args: Any) -> Any:
        if time.monotonic() >= Server.away_until:
            try:
                return getattr(RedisCacheClient, name)(self, *args)
            except (RedisError, OSError) as error:
                Server.leave(error)
        return getattr(self.memory, name)(*args)

    return ask


class Client(RedisCacheClient):
    """Rate limits are coarser without Redis, since each process counts for itself, but they hold."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        patience = {"socket_timeout": ANSWERS_WITHIN, "socket_connect_timeout": ANSWERS_WITHIN}
        super().__init__(servers, **{**patience, "retry": Retry(NoBackoff(), 0), **options})
        self.memory = LocMemCache("without Redis", {})

    add, get, set, touch, delete, has_key, incr = map(
        _either, ("add", "get", "set", "touch", "delete", "has_key", "incr")
    )
    get_many, set_many, delete_many, clear = map(
        _either, ("get_many", "set_many", "delete_many", "clear")
    )


class RedisOrMemory(RedisCache):
    """Answers whether Redis does or not."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
