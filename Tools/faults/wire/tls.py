"""How a listener speaks TLS."""
import ssl


def server_context(certificate, key, clients=None, newest=None, protocols=()):
    """Clients: a file with the authority that each needs a certificate of. Newest: the version spoken at the most, as "1.2"."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if clients:
        context.load_verify_locations(clients)
        context.verify_mode = ssl.CERT_REQUIRED
    if newest:
        context.maximum_version = ssl.TLSVersion[f"TLSv{newest.replace('.', '_')}"]
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context
