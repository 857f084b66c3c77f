/**
 * Where the program lives on this machine and what it was started with: the data directory and who has it, the cache of native
 * libraries, how pixels are looked at. It opens no database and runs nothing.
 */
@NullMarked
package dev.mediaingest.app.installation;

import org.jspecify.annotations.NullMarked;
