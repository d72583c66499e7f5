// Giveback for Node: the protos of this repository, the key, request ids, and repeats where they are safe.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

// The protos that ours import are unpacked by the build: ./giveback --version is enough.
const folders = [
  join(root, 'proto/src/main/protobuf'),
  process.env.GIVEBACK_OTHER_PROTOS ?? join(root, 'proto/target/protos-of-others'),
];

const definition = protoLoader.loadSync(
  [
    'giveback/loyalty/v1/customer_service.proto',
    'giveback/loyalty/v1/checkout_service.proto',
    'giveback/loyalty/v1/points_service.proto',
    'google/rpc/status.proto',
    'google/rpc/error_details.proto',
  ],
  // 64-bit numbers as strings, because JavaScript's numbers are not exact beyond 2^53.
  { includeDirs: folders, longs: String, enums: String, defaults: true, oneofs: true },
);
const { loyalty } = grpc.loadPackageDefinition(definition).giveback;

// Which methods may be repeated, and how long each may take: the same file that the Java client uses.
const serviceConfig = readFileSync(
  join(root, 'client/src/main/resources/dev/giveback/client/retry-service-config.json'),
  'utf8',
);

// Opens a channel. `target` is host:port; without `plaintext` it speaks TLS.
export function connect({ target, key, plaintext = false }) {
  const credentials = plaintext ? grpc.credentials.createInsecure() : grpc.credentials.createSsl();
  const options = { 'grpc.service_config': serviceConfig, 'grpc.enable_retries': 1 };
  const { CustomerService, CheckoutService, PointsService } = loyalty.v1;
  const services = [CustomerService, CheckoutService, PointsService].map(
    (Service) => new Service(target, credentials, options),
  );
  const [customers, checkouts, points] = services.map((client) => withPromises(client, key));
  return { customers, checkouts, points, close: () => services.forEach((client) => client.close()) };
}

// Methods that give promises. A change without a request id gets one before it is sent, so that each repeat has the same.
function withPromises(client, key) {
  return new Proxy(client, {
    get: (target, method) => (request) =>
      new Promise((resolve, reject) => {
        const metadata = new grpc.Metadata();
        metadata.set('authorization', `Bearer ${key}`);
        const fields = target[method].requestType?.type?.field ?? [];
        const identified = fields.some((field) => field.name === 'requestId' || field.name === 'request_id')
          ? { requestId: randomUUID(), ...request }
          : request;
        target[method](identified, metadata, (error, answer) => (error ? reject(error) : resolve(answer)));
      }),
  });
}

// Why a call failed: reason and figures of its google.rpc.ErrorInfo.
export function reasonOf(error) {
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (bytes) {
    const status = definition['google.rpc.Status'].deserialize(bytes);
    const info = status.details.find((detail) => detail.type_url?.endsWith('google.rpc.ErrorInfo') || detail.typeUrl?.endsWith('google.rpc.ErrorInfo'));
    if (info) {
      return definition['google.rpc.ErrorInfo'].deserialize(info.value);
    }
  }
  return { reason: grpc.status[error.code] ?? 'UNKNOWN', metadata: {} };
}
