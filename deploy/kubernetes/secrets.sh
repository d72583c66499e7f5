#!/bin/sh
# Prints the secrets of the manifests as Kubernetes takes them, made of the folder that secrets/make made:
#   deploy/secrets/make FOLDER giveback.example && deploy/kubernetes/secrets.sh FOLDER | kubectl apply -f -
# Who has an operator for secrets and certificates lets it make these names instead.
set -eu

folder=$1
secret() {
  name=$1
  shift
  kubectl create secret generic "$name" --namespace giveback --dry-run=client --output yaml "$@"
  printf -- '---\n'
}

for service in access loyalty coupon recommendation feedback; do
  secret "giveback-$service-database" --from-file=database.password="$folder/database-$service.password"
done
for service in access loyalty coupon recommendation feedback gateway; do
  secret "giveback-$service-tls" --from-file=tls.crt="$folder/tls-$service.crt" --from-file=tls.key="$folder/tls-$service.key" \
    --from-file=ca.crt="$folder/ca.crt"
done
secret giveback-public-tls --from-file=tls.crt="$folder/tls-public.crt" --from-file=tls.key="$folder/tls-public.key"
secret giveback-master-keys --from-file=master-keys.json="$folder/master-keys.json"
secret giveback-links-key --from-file=links.key="$folder/links.key"
