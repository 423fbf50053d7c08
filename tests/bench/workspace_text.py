# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workspaces that benchmark and ledger run."""

import uuid

SOURCE = """weir: 1
name: measured
sources:
  numbers:
    type: kafka
    brokers: {address}
    topic: {topic}
    offset: earliest
    data_type: {data_type}
    tls: {{disable: true}}
{extra}endpoints:
{endpoint}flows:
  measured:
    id: {flow_id}
    from: {{source: numbers}}
    to:
      - {target}
{delivery}    enabled: true
"""
DISCARD = "  out: {type: discard}\n"
STORE = "  out: {type: store, path: out.db}\n"
KAFKA = """  out:
    type: kafka
    host: %s
    authentication: {method: Anonymous}
    tls: {mode: Disabled}
"""
WEBSOCKET = """weir: 1
name: measured
sources:
  numbers:
    type: websocket
    url: {url}
    data_type: json
endpoints:
  out: {{type: discard}}
flows:
  measured:
    id: {flow_id}
    from: {{source: numbers}}
    to:
      - {{endpoint: out}}
    enabled: true
"""


def websocket_workspace(url):
    return WEBSOCKET.format(url=url, flow_id=uuid.uuid4())


def workspace(address, topic, endpoint, extra=None, target_topic="", flow_id=None, window=None,
              data_type="json"):
    texts = {"discard": (DISCARD, "{endpoint: out}"), "store": (STORE, "{endpoint: out, table: bench}"),
             "avro": (STORE, "{endpoint: out, table: bench}"),
             "kafka": (KAFKA % address, "{endpoint: out, topic: %s}" % target_topic)}
    lines = "".join(f"    {key}: {value}\n" for key, value in (extra or {}).items())
    delivery = f"    delivery: {{window: {{messages: {window}}}}}\n" if window else ""
    return SOURCE.format(address=address, topic=topic, extra=lines, delivery=delivery, data_type=data_type,
                         endpoint=texts[endpoint][0], target=texts[endpoint][1], flow_id=flow_id or uuid.uuid4())
