#!/bin/sh
# Makes a throwaway authority and certificates for TLS tests in the directory given:
#   ca.pem                    signs the next three; a client that trusts it accepts the first of them here
#   right.pem, right.key      for localhost, 127.0.0.1, ::1 and sandbox.test
#   wrong-name.pem, .key      for elsewhere.invalid
#   expired.pem, .key         for the right names, until the year 2020
#   authorities/              ca.pem as a directory that OpenSSL finds it in
#   stranger-ca.pem           has signed no server's
#   client-ca.pem             signs client.pem (client.key; encrypted.key is the same behind a password; client-with-key.pem is both)
#   stranger-client.pem, .key a client's that stranger-ca.pem signed
set -eu
exec 3>&2
[ $# -eq 1 ] || { echo "usage: $0 DIRECTORY" >&2; exit 2; }
mkdir -p "$1"
cd "$1"

key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'

authority() { # NAME
    openssl req -x509 $key -keyout "$1.key" -out "$1.pem" -days 2 -subj "/CN=$1, a throwaway authority" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
}

certificate() { # NAME AUTHORITY EXTENSIONS
    openssl req -new $key -keyout "$1.key" -out "$1.csr" -subj "/CN=$1"
    printf "$3" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.pem"
    rm "$1.csr" "$1.ext"
}

server() { # NAME SUBJECT_ALTERNATIVE_NAMES
    certificate "$1" ca "subjectAltName=$2\nextendedKeyUsage=serverAuth\n"
}

client() { # NAME AUTHORITY
    certificate "$1" "$2" 'extendedKeyUsage=clientAuth\n'
}

expired() { # NAME SUBJECT_ALTERNATIVE_NAMES: only `openssl ca` takes dates that have passed
    mkdir desk
    : > desk/index
    printf '[ca]\ndefault_ca=desk\n[desk]\ndatabase=desk/index\nnew_certs_dir=desk\nrand_serial=yes\npolicy=any\n[any]\ncommonName=supplied\n' > desk/config
    printf 'subjectAltName=%s\n' "$2" > desk/ext
    openssl req -new $key -keyout "$1.key" -out desk/csr -subj "/CN=$1"
    openssl ca -batch -notext -config desk/config -in desk/csr -cert ca.pem -keyfile ca.key -md sha256 -extfile desk/ext \
        -startdate 20190101000000Z -enddate 20200101000000Z -out "$1.pem"
    rm -r desk
}

exec 2> openssl.log
trap '[ $? -eq 0 ] || cat openssl.log >&3' EXIT
authority ca
authority stranger-ca
authority client-ca
right=DNS:localhost,DNS:sandbox.test,IP:127.0.0.1,IP:::1
server right "$right"
server wrong-name DNS:elsewhere.invalid
expired expired "$right"
client client client-ca
client stranger-client stranger-ca
cat client.pem client.key > client-with-key.pem
openssl pkey -in client.key -aes256 -passout pass:secret -out encrypted.key
mkdir authorities
cp ca.pem authorities
openssl rehash authorities
rm openssl.log ./*.srl stranger-ca.key client-ca.key
