/** The hand-written SQL checkout that pgbench runs on the same PostgreSQL server. */
@NullMarked
package dev.giveback.benchmark.sql;

import org.jspecify.annotations.NullMarked;
