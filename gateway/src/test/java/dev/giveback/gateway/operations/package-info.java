/** Tests of how the installation is told. */
@NullMarked
package dev.giveback.gateway.operations;

import org.jspecify.annotations.NullMarked;
