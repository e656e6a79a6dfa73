"""Prints what happens to a session, or to all that the token may see, live:

    pip install -r examples/requirements.txt
    HELIOGRAPH_URL=http://127.0.0.1:3000 HELIOGRAPH_TOKEN=hgk_... python examples/watch.py [session id]

The token is best an API key with the scope sessions:read; sessions:qr adds codes.
"""
import os
import sys

import socketio

url = os.environ.get("HELIOGRAPH_URL", "http://127.0.0.1:3000")
auth = {"token": os.environ["HELIOGRAPH_TOKEN"], "protocol": 1}
wanted = sys.argv[1:] or "all"
newest: dict[str, tuple[int, int]] = {}

# It tries again for ever, later and later, with jitter.
client = socketio.Client(reconnection_delay=1, reconnection_delay_max=30, randomization_factor=0.5)


def show(state):
    # A page of a snapshot may come after a newer state: (generation, version) only grow.
    version = (state["generation"], state["version"])
    if version <= newest.get(state["id"], (-1, -1)):
        return
    newest[state["id"]] = version
    code = state["qr"]
    print(
        f"{state['name']} v{state['version']}: {state['phase']}",
        f"connected={state['connected']} loggedIn={state['loggedIn']}",
        f"code {code['attempt']} until {code['expiresAt']}" if code else "",
        flush=True,
    )


@client.event
def connect():
    # The server has forgotten what this socket wanted, and its answer has what was missed.
    client.emit("subscribe", {"sessions": wanted}, callback=subscribed)


def subscribed(answer):
    if not answer["ok"]:
        print("refused:", answer["reason"], answer["error"], flush=True)
        return client.disconnect()
    print("gateway live", flush=True)
    for state in answer["sessions"]:
        show(state)
    for session_id in answer["denied"]:
        print("not to be seen:", session_id, flush=True)


@client.on("session:state")
def state(payload):
    show(payload)


@client.on("session:states")
def states(payload):
    for each in payload["sessions"]:
        show(each)


@client.on("session:removed")
def removed(payload):
    # A later session of this id has a higher generation.
    newest[payload["id"]] = (payload["generation"], sys.maxsize)
    print(payload["id"], "removed", flush=True)


@client.on("upstream:status")
def upstream(payload):
    # Unreachable is not disconnected: until it is back, all states are what was last seen.
    print("service", payload["status"], flush=True)


@client.on("auth:expired")
def expired(_payload):
    print("the token ended", flush=True)
    client.disconnect()


@client.event
def connect_error(data):
    print("cannot connect:", data, flush=True)


client.connect(url, auth=auth, transports=["websocket"], retry=True)
try:
    client.wait()
except KeyboardInterrupt:
    client.disconnect()
