"""Fixtures: an S3 server on loopback, and our storages in its buckets."""

import json
import logging

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


@pytest.fixture(scope="module")
def s3():
    """A client of an S3 server on loopback, with the two buckets as docs/running.md wants them.

    The server keeps its files in this process: the next server here would still have them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("werkzeug"), "level", logging.ERROR)
        server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        server.start()
        url = "http://{}:{}".format(*server.get_host_and_port())
        client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEY)
        for bucket in ("shown", "kept"):
            client.create_bucket(Bucket=bucket)
        client.put_bucket_policy(Bucket="shown", Policy=json.dumps(EVERYBODY_READS))
        yield client
        client.close()
        server.stop()


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
