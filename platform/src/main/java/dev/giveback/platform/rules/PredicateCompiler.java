package dev.giveback.platform.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes conditions of CEL expressions over the variables that it is given. Safe for use by many threads; a compilation takes
 * milliseconds, so call it where a rule is saved or loaded and never on a thread of the network.
 *
 * @param <F> the facts that conditions look at
 */
public final class PredicateCompiler<F> {
    /** Unicode code points of one expression. */
    public static final int MAX_LENGTH = 1_000;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ERRORS = 10;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(MAX_ERRORS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** No macros, no regular expressions, no conversions and nothing dynamic: what is left is cheap and can hardly fail. */
    private static final CelStandardDeclarations FUNCTIONS = CelStandardDeclarations.newBuilder()
            .includeFunctions(
                    StandardFunction.LOGICAL_AND,
                    StandardFunction.LOGICAL_OR,
                    StandardFunction.LOGICAL_NOT,
                    StandardFunction.CONDITIONAL,
                    StandardFunction.EQUALS,
                    StandardFunction.NOT_EQUALS,
                    StandardFunction.LESS,
                    StandardFunction.LESS_EQUALS,
                    StandardFunction.GREATER,
                    StandardFunction.GREATER_EQUALS,
                    StandardFunction.ADD,
                    StandardFunction.SUBTRACT,
                    StandardFunction.MULTIPLY,
                    StandardFunction.DIVIDE,
                    StandardFunction.MODULO,
                    StandardFunction.NEGATE,
                    StandardFunction.IN,
                    StandardFunction.SIZE,
                    StandardFunction.CONTAINS,
                    StandardFunction.STARTS_WITH,
                    StandardFunction.ENDS_WITH,
                    StandardFunction.TIMESTAMP,
                    StandardFunction.GET_FULL_YEAR,
                    StandardFunction.GET_MONTH,
                    StandardFunction.GET_DATE,
                    StandardFunction.GET_HOURS,
                    StandardFunction.GET_MINUTES)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(Timestamps.STANDARD_WITHOUT_TEXT)
            .addFunctionBindings(Timestamps.BINDING)
            .build();

    private final Map<String, Variable<F>> variables;
    private final CelCompiler compiler;
    private final CelValidator validator;
    private final CelMessages messages;
    private final Runnable onFailure;

    /**
     * A compiler.
     *
     * @param known all variables that there are; a message names one of them whole also where it cannot be used
     * @param usable whether a condition of this kind can use one
     * @param onFailure runs when an evaluation fails, on the thread that evaluates: count there, and do nothing slow
     */
    public <V extends Variable<F>> PredicateCompiler(
            Collection<V> known, Predicate<? super V> usable, Runnable onFailure) {
        variables = known.stream()
                .filter(usable)
                .collect(Collectors.toUnmodifiableMap(Variable::qualifiedName, Function.identity()));
        this.onFailure = onFailure;
        compiler = compiler(variables);
        validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, RUNTIME)
                .addAstValidators(TimestampLiteralValidator.INSTANCE, HomogeneousLiteralValidator.newInstance())
                .build();
        messages = new CelMessages(known.stream().map(Variable::qualifiedName).toList());
    }

    /** Compiles a condition. The empty expression always holds. */
    public Compilation<Predicate<F>> compile(String expression) {
        if (expression.isEmpty()) {
            return new Compilation.Compiled<>(facts -> true);
        }
        CelValidationResult checked = compiler.compile(expression);
        if (checked.hasError()) {
            return broken(expression, checked.getErrors());
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            CelValidationResult validated = validator.validate(tree);
            return validated.hasError()
                    ? broken(expression, validated.getErrors())
                    : new Compilation.Compiled<>(new CelPredicate<>(RUNTIME.createProgram(tree), variables, onFailure));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.Broken<>(List.of(new ConditionError(1, 1, "cannot be compiled: " + e.getMessage())));
        }
    }

    private Compilation<Predicate<F>> broken(String expression, List<CelIssue> issues) {
        return new Compilation.Broken<>(issues.stream()
                .limit(MAX_ERRORS)
                .map(issue -> messages.explain(issue, expression))
                .toList());
    }

    private static <F> CelCompiler compiler(Map<String, Variable<F>> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(FUNCTIONS)
                .setResultType(SimpleType.BOOL);
        variables.forEach(
                (name, variable) -> builder.addVar(name, variable.type().celType()));
        return builder.build();
    }
}
