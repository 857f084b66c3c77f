import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures the shape of the sources: how large packages, classes, ports and functions are, which packages form cycles, how many lines
 * of tests there are to a line of the program. Reads javac's syntax trees, so it sees what is written and nothing of types: a package
 * used only through the result of a call is not seen.
 *
 * <p>{@code java scripts/Shape.java ROOT} prints all of it, {@code --write} writes the figures of today into {@value #FIGURES},
 * {@code --check} compares with them. Classes that may be longer are in {@value #EXCEPTIONS}, each with the decision that says why.
 */
public final class Shape {
    private static final String FIGURES = "docs/shape.txt";
    private static final String EXCEPTIONS = "docs/shape-exceptions.txt";
    private static final String DECISIONS = "docs/decisions";
    private static final int LONGEST_SHOWN = 10;

    /** What is asked of the house; a figure beyond its goal is a breach, and breaches may only get smaller. */
    private enum Rule {
        PACKAGE_CLASSES("package-classes", 25, "%s has %s main classes"),
        CLASS_LINES("class-lines", 350, "%s is %s lines long"),
        PORT_METHODS("port-methods", 12, "the interface %s has %s methods"),
        CYCLE("cycle", 0, "%s is in a cycle of %s packages"),
        FUNCTION_MEDIAN("function-median", 6, "of %s functions the median is %s lines"),
        FUNCTION_P90("function-p90", 16, "of %s functions 90 %% have at most %s lines"),
        FUNCTION_P99("function-p99", 30, "of %s functions 99 %% have at most %s lines"),
        FUNCTION_LONGEST("function-longest", 0, "of %s functions the longest has %s lines"),
        TEST_RATIO("test-ratio", 0.65, "%s code has %s lines of tests to a line"),
        ENGINES_TEST_RATIO("engines-test-ratio", 0.5, "the code of %s has %s lines of tests to a line");

        private final String label;
        private final double goal;
        private final String sentence;

        Rule(String label, double goal, String sentence) {
            this.label = label;
            this.goal = goal;
            this.sentence = sentence;
        }

        static Rule of(String label) {
            return Stream.of(values())
                    .filter(rule -> rule.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no rule is called " + label));
        }

        boolean isWorse(double figure, double than) {
            return isRatio() ? figure < than : figure > than;
        }

        boolean isBroken(double figure) {
            return isWorse(figure, goal);
        }

        /** Such a figure is of the whole house, and noted also while it is as it should be. */
        boolean isSingle() {
            return ordinal() >= FUNCTION_MEDIAN.ordinal();
        }

        private boolean isRatio() {
            return this == TEST_RATIO || this == ENGINES_TEST_RATIO;
        }

        String text(double figure) {
            return isRatio() ? String.format(Locale.ROOT, "%.2f", figure) : Long.toString((long) figure);
        }

        String bound() {
            if (this == FUNCTION_LONGEST) {
                return "it may not grow";
            }
            return "the goal is " + (isRatio() ? "at least " : "at most ") + text(goal);
        }
    }

    /** One rule on one subject: a package, a class, or all. */
    private record Key(Rule rule, String subject) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::rule).thenComparing(Key::subject).compare(this, other);
        }
    }

    private record Function(String name, int lines) {}

    private record Port(String name, int methods) {}

    /** One main source file: a class with what is nested in it. */
    private record MainClass(
            String module,
            String inPackage,
            String name,
            int lines,
            List<Function> functions,
            List<Port> ports,
            Set<String> uses) {
        String fullName() {
            return inPackage + "." + name;
        }
    }

    private record Module(String name, List<MainClass> classes, long testLines) {
        long lines() {
            return classes.stream().mapToLong(MainClass::lines).sum();
        }

        double testRatio() {
            return ratio(testLines, lines());
        }
    }

    private final Path root;
    private final List<Module> modules;
    private final List<MainClass> classes;
    private final List<Function> functions;
    private final Map<String, String> exceptions;

    private Shape(Path root) throws IOException {
        this.root = root;
        this.modules = modules(root);
        this.classes =
                modules.stream().flatMap(module -> module.classes().stream()).toList();
        this.functions = classes.stream()
                .flatMap(one -> one.functions().stream())
                .sorted(Comparator.comparingInt(Function::lines).reversed().thenComparing(Function::name))
                .toList();
        this.exceptions = exceptions(root);
    }

    public static void main(String[] args) throws IOException {
        System.exit(run(args, System.out));
    }

    /** The root of the sources, then perhaps one option; 0 if all is well, 1 if a check failed, 2 for wrong usage. */
    public static int run(String[] args, PrintStream out) throws IOException {
        if (args.length == 0 || args.length > 2) {
            out.println("usage: scripts/shape [--write|--check]");
            return 2;
        }
        Shape shape = new Shape(Path.of(args[0]));
        switch (args.length == 1 ? "" : args[1]) {
            case "" -> shape.print(out);
            case "--write" -> Files.writeString(shape.root.resolve(FIGURES), shape.noted());
            case "--check" -> {
                return shape.check(out);
            }
            default -> {
                out.println("usage: scripts/shape [--write|--check]");
                return 2;
            }
        }
        return 0;
    }

    // reading

    private static List<Module> modules(Path root) throws IOException {
        List<Module> modules = new ArrayList<>();
        Matcher names = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(root.resolve("pom.xml")));
        while (names.find()) {
            Path sources = root.resolve(names.group(1)).resolve("src");
            long testLines = 0;
            for (Path test : javaFiles(sources.resolve("test/java"))) {
                testLines += lines(Files.readString(test));
            }
            modules.add(new Module(
                    names.group(1), parse(names.group(1), javaFiles(sources.resolve("main/java"))), testLines));
        }
        return modules;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<MainClass> parse(String module, List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<MainClass> classes = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                classes.add(new Reading(unit, positions).read(module));
            }
        }
        return classes;
    }

    /** Goes once through the tree of one file. */
    private static final class Reading extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Deque<String> within = new ArrayDeque<>();
        private final List<Function> functions = new ArrayList<>();
        private final List<Port> ports = new ArrayList<>();
        private final Set<String> uses = new TreeSet<>();

        Reading(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        MainClass read(String module) throws IOException {
            scan(unit.getImports(), null);
            scan(unit.getTypeDecls(), null);
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            return new MainClass(
                    module,
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                    file.substring(0, file.length() - ".java".length()),
                    lines(unit.getSourceFile().getCharContent(true).toString()),
                    functions,
                    ports,
                    uses);
        }

        @Override
        public Void visitImport(ImportTree tree, Void unused) {
            uses.add(packageOf(tree.getQualifiedIdentifier().toString()));
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
            if (isDotted(tree)) {
                uses.add(packageOf(tree.toString()));
                return null;
            }
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            within.addLast(
                    tree.getSimpleName().isEmpty() ? "…" : tree.getSimpleName().toString());
            if (tree.getKind() == Tree.Kind.INTERFACE) {
                long methods =
                        tree.getMembers().stream().filter(Reading::isPromised).count();
                ports.add(new Port(String.join(".", within), (int) methods));
            }
            super.visitClass(tree, unused);
            within.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            if (tree.getBody() != null) {
                String name = tree.getName().contentEquals("<init>")
                        ? within.getLast()
                        : tree.getName().toString();
                functions.add(new Function(String.join(".", within) + "." + name, linesOf(tree)));
            }
            return super.visitMethod(tree, unused);
        }

        /** From the line of the signature to that of the last brace: annotations and Javadoc are no work. */
        private int linesOf(MethodTree tree) {
            Tree signature = tree.getReturnType() == null ? tree : tree.getReturnType();
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, signature));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            return (int) (last - first + 1);
        }

        /** What implementors or callers of a port have to know; not what it keeps for itself, nor its factories. */
        private static boolean isPromised(Tree member) {
            return member instanceof MethodTree method
                    && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                    && !method.getModifiers().getFlags().contains(Modifier.STATIC);
        }

        private static boolean isDotted(Tree tree) {
            return tree instanceof IdentifierTree
                    || tree instanceof MemberSelectTree select && isDotted(select.getExpression());
        }

        /** The names before the first that begins with a capital letter, or before the star. */
        private static String packageOf(String dotted) {
            return Stream.of(dotted.split("\\.", -1))
                    .takeWhile(name -> !name.equals("*") && !Character.isUpperCase(name.charAt(0)))
                    .collect(Collectors.joining("."));
        }
    }

    /** Each line: a class, the number of a decision that is there, and a few words. */
    private static Map<String, String> exceptions(Path root) throws IOException {
        Path file = root.resolve(EXCEPTIONS);
        Map<String, String> exceptions = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", 3);
            if (words.length < 3 || !isDecision(root, words[1])) {
                throw new IOException(EXCEPTIONS + ": no class, number of a decision and reason: " + line);
            }
            exceptions.put(words[0], words[1]);
        }
        return exceptions;
    }

    private static boolean isDecision(Path root, String number) throws IOException {
        try (Stream<Path> decisions = Files.list(root.resolve(DECISIONS))) {
            return decisions.anyMatch(file -> file.getFileName().toString().startsWith(number + "-"));
        }
    }

    private static int lines(String text) {
        return (int) text.chars().filter(character -> character == '\n').count();
    }

    // figures

    /** All breaches, and the figures of the whole house. */
    private SortedMap<Key, Double> figures() {
        SortedMap<Key, Double> figures = new TreeMap<>();
        classesByPackage().forEach((name, number) -> figures.put(new Key(Rule.PACKAGE_CLASSES, name), (double) number));
        for (MainClass one : classes) {
            if (!exceptions.containsKey(one.fullName())) {
                figures.put(new Key(Rule.CLASS_LINES, one.fullName()), (double) one.lines());
            }
            one.ports()
                    .forEach(port -> figures.put(
                            new Key(Rule.PORT_METHODS, one.inPackage() + "." + port.name()), (double) port.methods()));
        }
        for (Module module : modules) {
            cycles(module)
                    .forEach(cycle -> cycle.forEach(name ->
                            figures.put(new Key(Rule.CYCLE, module.name() + ":" + name), (double) cycle.size())));
        }
        figures.put(new Key(Rule.FUNCTION_MEDIAN, "all"), (double) functionLines(0.5));
        figures.put(new Key(Rule.FUNCTION_P90, "all"), (double) functionLines(0.9));
        figures.put(new Key(Rule.FUNCTION_P99, "all"), (double) functionLines(0.99));
        figures.put(new Key(Rule.FUNCTION_LONGEST, "all"), (double) functionLines(1));
        figures.put(new Key(Rule.TEST_RATIO, "all"), testRatio());
        modules.stream()
                .filter(module -> module.name().equals("engines"))
                .forEach(module -> figures.put(new Key(Rule.ENGINES_TEST_RATIO, "engines"), module.testRatio()));
        figures.entrySet()
                .removeIf(figure -> !figure.getKey().rule().isSingle()
                        && !figure.getKey().rule().isBroken(figure.getValue()));
        return figures;
    }

    private SortedMap<String, Long> classesByPackage() {
        return classes.stream()
                .collect(Collectors.groupingBy(MainClass::inPackage, TreeMap::new, Collectors.counting()));
    }

    /** So many of a hundredth part of all functions have no more lines. */
    private int functionLines(double part) {
        int behind = (int) Math.ceil(part * functions.size());
        return functions.isEmpty()
                ? 0
                : functions.get(functions.size() - Math.max(1, behind)).lines();
    }

    private double testRatio() {
        return ratio(
                modules.stream().mapToLong(Module::testLines).sum(),
                modules.stream().mapToLong(Module::lines).sum());
    }

    /** Cut to two places, so that what is printed is what is compared. */
    private static double ratio(long tests, long main) {
        return main == 0 ? 0 : Math.floor(100.0 * tests / main) / 100;
    }

    /** Groups of a module's packages that reach each other; the smallest name of each group first. */
    private static Collection<Set<String>> cycles(Module module) {
        Map<String, Set<String>> reached = new TreeMap<>();
        Map<String, SortedMap<String, Long>> graph = graph(module);
        graph.keySet().forEach(name -> reached.put(name, reached(graph, name)));
        Set<Set<String>> cycles = new LinkedHashSet<>();
        for (String name : reached.keySet()) {
            Set<String> group = new TreeSet<>(reached.get(name));
            group.removeIf(other -> !reached.get(other).contains(name));
            if (!group.isEmpty()) {
                cycles.add(group);
            }
        }
        return cycles;
    }

    /** Which package uses which others, in how many classes. */
    private static Map<String, SortedMap<String, Long>> graph(Module module) {
        Map<String, SortedMap<String, Long>> graph = new TreeMap<>();
        module.classes().forEach(one -> graph.put(one.inPackage(), new TreeMap<>()));
        for (MainClass one : module.classes()) {
            one.uses().stream()
                    .filter(used -> graph.containsKey(used) && !used.equals(one.inPackage()))
                    .forEach(used -> graph.get(one.inPackage()).merge(used, 1L, Long::sum));
        }
        return graph;
    }

    private static Set<String> reached(Map<String, SortedMap<String, Long>> graph, String from) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(graph.get(from).keySet());
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(graph.get(next).keySet());
            }
        }
        return reached;
    }

    // comparing

    private String noted() {
        StringBuilder text = new StringBuilder("""
                # Today's figures of the whole, and every breach that is known. ./test refuses what is worse; who made something
                # better writes this file anew with scripts/shape --write. Figures: rule, what it is about, number.
                """);
        Rule last = null;
        for (Map.Entry<Key, Double> figure : figures().entrySet()) {
            Key key = figure.getKey();
            if (key.rule() != last && (last == null || !last.isSingle())) {
                text.append('\n');
            }
            last = key.rule();
            text.append(String.format("%s %s %s%n", last.label, key.subject(), last.text(figure.getValue())));
        }
        return text.toString();
    }

    private SortedMap<Key, Double> known() throws IOException {
        SortedMap<Key, Double> known = new TreeMap<>();
        for (String line : Files.readAllLines(root.resolve(FIGURES))) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                known.put(new Key(Rule.of(words[0]), words[1]), Double.valueOf(words[2]));
            }
        }
        return known;
    }

    private int check(PrintStream out) throws IOException {
        SortedMap<Key, Double> known = known();
        SortedMap<Key, Double> figures = figures();
        int worse = 0;
        for (Map.Entry<Key, Double> figure : figures.entrySet()) {
            Key key = figure.getKey();
            double bound = known.getOrDefault(key, key.rule().goal);
            double allowed = key.rule().isWorse(bound, key.rule().goal) ? bound : key.rule().goal;
            if (key.rule().isWorse(figure.getValue(), allowed)) {
                worse++;
                out.println("shape: " + sentence(key, figure.getValue(), known.get(key)));
            }
        }
        if (worse == 0 && !noted().equals(Files.readString(root.resolve(FIGURES)))) {
            out.println("shape: " + FIGURES
                    + " is not of today, and nothing is worse; please write it anew: scripts/shape --write");
        }
        return worse == 0 ? 0 : 1;
    }

    private static String sentence(Key key, double figure, Double before) {
        Rule rule = key.rule();
        String now = String.format(rule.sentence, key.subject(), rule.text(figure));
        return now + (before == null ? "; " : ", and it was " + rule.text(before) + "; ") + rule.bound() + ".";
    }

    // printing

    private void print(PrintStream out) {
        printModules(out);
        out.printf("%nmain classes in a package (at most %s)%n", Rule.PACKAGE_CLASSES.text(Rule.PACKAGE_CLASSES.goal));
        classesByPackage().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> printLine(out, one.getValue(), one.getKey()));
        out.printf("%nclasses over %s lines%n", Rule.CLASS_LINES.text(Rule.CLASS_LINES.goal));
        classes.stream()
                .filter(one -> Rule.CLASS_LINES.isBroken(one.lines()))
                .sorted(Comparator.comparingInt(MainClass::lines).reversed())
                .forEach(one -> printLine(out, one.lines(), one.fullName() + decision(one)));
        out.printf("%ninterfaces over %s methods%n", Rule.PORT_METHODS.text(Rule.PORT_METHODS.goal));
        classes.stream()
                .flatMap(one ->
                        one.ports().stream().map(port -> new Port(one.inPackage() + "." + port.name(), port.methods())))
                .filter(port -> Rule.PORT_METHODS.isBroken(port.methods()))
                .sorted(Comparator.comparingInt(Port::methods).reversed())
                .forEach(port -> printLine(out, port.methods(), port.name()));
        printFunctions(out);
        modules.forEach(module -> printCycles(module, out));
        out.flush();
    }

    private void printModules(PrintStream out) {
        out.printf("%-10s%10s%10s%10s%12s%12s%n", "module", "packages", "classes", "lines", "test lines", "test/main");
        modules.forEach(module -> printModule(module, out));
        long tests = modules.stream().mapToLong(Module::testLines).sum();
        printModule(new Module("all", classes, tests), out);
    }

    private static void printModule(Module module, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-10s%10d%10d%10d%12d%12.2f%n",
                module.name(),
                module.classes().stream().map(MainClass::inPackage).distinct().count(),
                module.classes().size(),
                module.lines(),
                module.testLines(),
                module.testRatio());
    }

    private String decision(MainClass one) {
        String number = exceptions.get(one.fullName());
        return number == null ? "" : " (decision " + number + ")";
    }

    private void printFunctions(PrintStream out) {
        out.printf(
                "%nlines of %d functions: median %d, 90 %% at most %d, 99 %% at most %d, longest %d%n",
                functions.size(), functionLines(0.5), functionLines(0.9), functionLines(0.99), functionLines(1));
        functions.stream().limit(LONGEST_SHOWN).forEach(function -> printLine(out, function.lines(), function.name()));
    }

    private static void printCycles(Module module, PrintStream out) {
        Collection<Set<String>> cycles = cycles(module);
        out.printf("%npackage cycles of %s: %d%n", module.name(), cycles.size());
        Map<String, SortedMap<String, Long>> graph = graph(module);
        for (Set<String> cycle : cycles) {
            out.println("  " + String.join(", ", cycle));
            cycle.forEach(from -> graph.get(from).forEach((to, number) -> {
                if (cycle.contains(to)) {
                    printLine(out, number, from + " -> " + to);
                }
            }));
        }
    }

    private static void printLine(PrintStream out, long figure, String what) {
        out.printf("%8d  %s%n", figure, what);
    }
}
