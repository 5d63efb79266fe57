"""Replace this process with a browser whose DevTools pipe belongs to the listener at a socket.

Run by the driver in place of the browser: ``hand_over.py SOCKET BROWSER ARGUMENT…``, with the pipes
to the driver as descriptors 3 and 4. Those, and one end each of two new pipes to the browser, are
sent through the socket. Standard library only; started with ``-I -S`` to start quickly.
"""

import array
import fcntl
import os
import socket
import sys

path, browser, *arguments = sys.argv[1:]
commands, to_browser = os.pipe()
from_browser, answers = os.pipe()
handed = array.array("i", [3, 4, to_browser, from_browser])
with socket.socket(socket.AF_UNIX) as line:
    line.connect(path)
    line.sendmsg([b"."], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handed)])
# Duplicated to 10 and above first: they may be 3 or 4 themselves.
ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]
for end, number in zip(ends, (3, 4), strict=True):
    os.dup2(end, number)
os.closerange(5, 64)
# Without an address, the browser's start page would be fetched from the network.
os.execv(browser, [browser, *arguments, "about:blank"])  # noqa: S606 (it becomes the browser)
