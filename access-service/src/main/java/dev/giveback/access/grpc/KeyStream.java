package dev.giveback.access.grpc;

import dev.giveback.access.changes.KeyChanges;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.v1.TailKeysResponse;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.TreeSet;

/**
 * One stream of changes of keys. What a reader is too slow for gathers, without that something happened twice being told twice; one that
 * lets too much gather is sent away and begins anew.
 */
final class KeyStream implements KeyChanges.KeyWatch {
    private static final int MOST_GATHERED = 10_000;

    private final ServerCallStreamObserver<TailKeysResponse> responses;
    private final Set<KeyId> gathered = new TreeSet<>();
    private boolean over;

    KeyStream(ServerCallStreamObserver<TailKeysResponse> responses) {
        this.responses = responses;
    }

    @Override
    public synchronized void changed(Set<KeyId> ids) {
        if (over) {
            return;
        }
        gathered.addAll(ids);
        if (gathered.size() > MOST_GATHERED) {
            over = true;
            responses.onError(CallFailure.shed(
                    RefusalStatus.DOMAIN, "TOO_SLOW", "stream: it is read too slowly; forget all keys and begin anew"));
        } else if (responses.isReady()) {
            send();
        }
    }

    /** The reader has caught up. */
    synchronized void ready() {
        if (!over && !gathered.isEmpty()) {
            send();
        }
    }

    private void send() {
        TailKeysResponse.Builder response = TailKeysResponse.newBuilder();
        gathered.forEach(id -> response.addKeyIds(id.text()));
        gathered.clear();
        responses.onNext(response.build());
    }

    /** The reader is gone. */
    synchronized void gone() {
        over = true;
    }

    @Override
    public synchronized void end() {
        if (!over) {
            over = true;
            responses.onCompleted();
        }
    }
}
