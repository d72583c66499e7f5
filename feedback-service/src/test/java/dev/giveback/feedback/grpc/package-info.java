@NullMarked
package dev.giveback.feedback.grpc;

import org.jspecify.annotations.NullMarked;
