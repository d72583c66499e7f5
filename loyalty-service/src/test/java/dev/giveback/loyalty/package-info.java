<<<<<<< HEAD
=======
/** The whole service over gRPC on a real PostgreSQL. */
>>>>>>> refs/heads/trust
@NullMarked
package dev.giveback.loyalty;

import org.jspecify.annotations.NullMarked;
