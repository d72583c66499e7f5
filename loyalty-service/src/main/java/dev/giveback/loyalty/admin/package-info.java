/** The journal service, by gRPC: hands each verb to the package that does it. */
@NullMarked
package dev.giveback.loyalty.admin;

import org.jspecify.annotations.NullMarked;
