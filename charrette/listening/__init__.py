"""The open port: accepting connections, what each may take its time for, and room when there are too many.

Works the same over eventlet, gevent and threads: it uses the plain ``socket``, ``ssl`` and ``time`` that the entry may
have patched, and the entry says how to start a task and how to speak HTTP over a connection.
"""

from charrette.listening.door import Door
from charrette.listening.files import files_a_line, phones_that_fit, raise_file_limit
from charrette.listening.lines import Line, line_of
from charrette.listening.requests import watched
from charrette.listening.tls import CertificateError, tls_context
from charrette.listening.vital import Vital
from charrette.listening.watchdog import watch

__all__ = [
    "CertificateError",
    "Door",
    "Line",
    "Vital",
    "files_a_line",
    "line_of",
    "phones_that_fit",
    "raise_file_limit",
    "tls_context",
    "watch",
    "watched",
]
