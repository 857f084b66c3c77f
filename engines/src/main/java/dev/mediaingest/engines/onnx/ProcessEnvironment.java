package dev.mediaingest.engines.onnx;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * This process' environment as native code sees it, which Java can read but not write. Asks the C library's {@code setenv} through
 * {@code java.lang.foreign}, by reflection, because that is final since Java 22 and we compile for 21.
 */
final class ProcessEnvironment {
    private ProcessEnvironment() {}

    /**
     * Sets a variable. {@link System#getenv} does not see it; libraries do, also those loaded already.
     *
     * @throws ReflectiveOperationException if this Java or this system has no such way
     */
    static void set(String name, String value) throws ReflectiveOperationException {
        Object result;
        try {
            result = setenv().invokeWithArguments(segment(name), segment(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv cannot be called", e);
        }
        if (!Integer.valueOf(0).equals(result)) {
            throw new IllegalStateException("setenv answered " + result);
        }
    }

    private static MethodHandle setenv() throws ReflectiveOperationException {
        Class<?> linkerType = foreign("Linker");
        Class<?> options = foreign("Linker$Option").arrayType();
        Object linker = linkerType.getMethod("nativeLinker").invoke(null);
        Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
        Object symbol = ((Optional<?>)
                        foreign("SymbolLookup").getMethod("find", String.class).invoke(lookup, "setenv"))
                .orElseThrow(() -> new NoSuchMethodException("setenv"));
        return (MethodHandle) linkerType
                .getMethod("downcallHandle", foreign("MemorySegment"), foreign("FunctionDescriptor"), options)
                .invoke(linker, symbol, descriptor(), Array.newInstance(foreign("Linker$Option"), 0));
    }

    /** {@code int setenv(const char *name, const char *value, int overwrite)}. */
    private static Object descriptor() throws ReflectiveOperationException {
        Class<?> layoutType = foreign("MemoryLayout");
        Object integer = foreign("ValueLayout").getField("JAVA_INT").get(null);
        Object address = foreign("ValueLayout").getField("ADDRESS").get(null);
        Object arguments = Array.newInstance(layoutType, 3);
        Array.set(arguments, 0, address);
        Array.set(arguments, 1, address);
        Array.set(arguments, 2, integer);
        return foreign("FunctionDescriptor")
                .getMethod("of", layoutType, layoutType.arrayType())
                .invoke(null, integer, arguments);
    }

    /** A C string outside the heap. */
    private static Object segment(String text) throws ReflectiveOperationException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer terminated = ByteBuffer.allocateDirect(bytes.length + 1).put(bytes);
        return foreign("MemorySegment")
                .getMethod("ofBuffer", java.nio.Buffer.class)
                .invoke(null, terminated.rewind());
    }

    private static Class<?> foreign(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }
}
