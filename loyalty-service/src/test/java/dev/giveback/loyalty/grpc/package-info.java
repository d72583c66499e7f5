@NullMarked
package dev.giveback.loyalty.grpc;

import org.jspecify.annotations.NullMarked;
