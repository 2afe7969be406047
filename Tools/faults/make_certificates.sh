#!/bin/sh
# Makes a throwaway authority and certificates for TLS tests in the directory given:
#   ca.pem                    signs the next two; a client that trusts it accepts the first of them here
#   right.pem, right.key      for localhost, 127.0.0.1 and ::1
#   wrong-name.pem, .key      for elsewhere.invalid
#   stranger-ca.pem           has signed nothing
set -eu
[ $# -eq 1 ] || { echo "usage: $0 DIRECTORY" >&2; exit 2; }
mkdir -p "$1"
cd "$1"

key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'

authority() { # NAME
    openssl req -x509 $key -keyout "$1.key" -out "$1.pem" -days 2 -subj "/CN=$1, a throwaway authority" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
}

certificate() { # NAME SUBJECT_ALTERNATIVE_NAMES
    openssl req -new $key -keyout "$1.key" -out "$1.csr" -subj "/CN=$1"
    printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.pem"
    rm "$1.csr" "$1.ext"
}

{
    authority ca
    authority stranger-ca
    certificate right DNS:localhost,IP:127.0.0.1,IP:::1
    certificate wrong-name DNS:elsewhere.invalid
} 2> openssl.log || { cat openssl.log >&2; exit 1; }
rm openssl.log ca.srl stranger-ca.key
