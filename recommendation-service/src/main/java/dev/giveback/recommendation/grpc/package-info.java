/** The services of recommendations and of the catalogue: they check, translate and delegate. */
@NullMarked
package dev.giveback.recommendation.grpc;

import org.jspecify.annotations.NullMarked;
