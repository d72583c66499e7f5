/** What the tests of several modules share: a real PostgreSQL, durable as in production, and whitelists of packages. */
@NullMarked
package dev.giveback.testkit;

import org.jspecify.annotations.NullMarked;
