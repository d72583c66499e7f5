package dev.giveback.gateway.guard;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The issuer's public keys: from a file, which is read again when it changed, or from where the issuer's metadata say. Both may block. */
final class TokenKeys {
    private TokenKeys() {}

    static JWKSource<SecurityContext> of(TokenSettings settings) {
        return settings.file() != null
                ? new InFile(settings.file())
                : new IssuerKeys(Objects.requireNonNull(settings.discovery()), settings.issuer(), settings.keyTimes());
    }

    private static final class InFile implements JWKSource<SecurityContext> {
        private final Path file;
        private @Nullable FileTime readAt;
        private JWKSet keys = new JWKSet();

        InFile(Path file) {
            this.file = file;
        }

        @Override
        public synchronized List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                FileTime changed = Files.getLastModifiedTime(file);
                if (!changed.equals(readAt)) {
                    keys = JWKSet.parse(Files.readString(file)).toPublicJWKSet();
                    readAt = changed;
                }
                return selector.select(keys);
            } catch (IOException | ParseException unreadable) {
                throw new KeySourceException("the file of keys cannot be read", unreadable);
            }
        }
    }
}
