"""Fixtures: an S3 server on loopback, and our storages in its buckets."""

import atexit
import json
import logging
from functools import cache

import boto3
import pytest
from django.core.files.storage.handler import StorageHandler
from moto.server import ThreadedMotoServer

from config.storages import Buckets, media_storages

KEY = {"aws_access_key_id": "id", "aws_secret_access_key": "key"}
EVERYBODY_READS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::shown/*",
        }
    ],
}


@cache
def connected():
    """A client of an S3 server on loopback, which starts once and ends with this process.

    It is no fixture of the session: two modules import it, and each would start its own.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    atexit.register(server.stop)
    url = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEY)
    atexit.register(client.close)
    for bucket in ("shown", "kept"):
        client.create_bucket(Bucket=bucket)
    client.put_bucket_policy(Bucket="shown", Policy=json.dumps(EVERYBODY_READS))
    return client


@pytest.fixture
def s3():
    """Its two buckets are as docs/running.md wants them."""
    return connected()


@pytest.fixture
def buckets(s3):
    """Our storages in the two buckets, which are empty."""
    for bucket in ("shown", "kept"):
        for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            s3.delete_object(Bucket=bucket, Key=item["Key"])
    connection = {
        "endpoint_url": s3.meta.endpoint_url,
        "region_name": "us-east-1",
        "access_key": "id",
        "secret_key": "key",
    }
    public_url = f"{s3.meta.endpoint_url}/shown"
    return StorageHandler(media_storages(Buckets("shown", "kept", public_url, connection)))
