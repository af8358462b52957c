using System.Text.RegularExpressions;

namespace OpenLedger.Training.Lora;

/// <summary>
/// A regular expression in Python's syntax, as adapter files carry it, run safely: in time linear in the text where .NET can, else under a time limit.
/// Module paths are plain ASCII, so the differences between the two dialects that remain do not show.
/// </summary>
internal sealed class PythonRegex
{
    private const int LongestExpression = 20_000;
    private const int DeepestNesting = 60;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(200);

    private readonly Regex _regex;
    private readonly string _expression;
    private readonly string _source;

    private PythonRegex(Regex regex, string expression, string source)
    {
        _regex = regex;
        _expression = expression;
        _source = source;
    }

    /// <summary>Python's <c>re.fullmatch(expression, ...)</c>.</summary>
    public static PythonRegex WholePath(string expression, string source) => Compile($@"\A(?:{Translate(expression, source)})\z", expression, source);

    /// <summary>PEFT's rule for patterns of rank and alpha: <c>(.*\.)?(pattern)$</c> from the start.</summary>
    public static PythonRegex EndOfPath(string expression, string source) => Compile($@"\A(?:.*\.)?(?:{Translate(expression, source)})\z", expression, source);

    /// <summary>PEFT's rule for layers: <c>.*\.pattern\.(\d+)\.</c> from the start; the group is named <c>layer</c>.</summary>
    public static PythonRegex LayerOfPath(string expression, string source) =>
        Compile($@"\A.*\.(?:{Translate(expression, source)})\.(?<layer>[0-9]+)\.", expression, source);

    public bool IsMatch(string path) => Guard(() => _regex.IsMatch(path));

    /// <summary>The number of the layer that the path lies in, or null.</summary>
    public int? LayerOf(string path) => Guard(() =>
        _regex.Match(path) is { Success: true } match
        && int.TryParse(match.Groups["layer"].ValueSpan, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var layer)
            ? layer
            : (int?)null);

    private T Guard<T>(Func<T> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new TrainingException($"{_source}: the expression \"{Show(_expression)}\" takes too long to match. Write a simpler one.", exception);
        }
    }

    private static PythonRegex Compile(string translated, string expression, string source)
    {
        try
        {
            return new PythonRegex(CompileSafely(translated), expression, source);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or OverflowException)
        {
            throw new TrainingException($"{source}: \"{Show(expression)}\" is not a regular expression that can be used ({exception.Message})", exception);
        }
    }

    private static Regex CompileSafely(string expression)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(expression, Options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            // Look-arounds, back references, or too large an automaton: matched step by step, under the clock.
            return new Regex(expression, Options, LongestMatch);
        }
    }

    /// <summary>The spellings that Python has alone: <c>(?P&lt;name&gt;</c>, <c>(?P=name)</c> and <c>\Z</c>.</summary>
    private static string Translate(string expression, string source)
    {
        if (expression.Length > LongestExpression || Nesting(expression) > DeepestNesting)
        {
            throw new TrainingException($"{source}: the expression \"{Show(expression)}\" is too long or nested too deep.");
        }

        var result = new System.Text.StringBuilder();
        for (var i = 0; i < expression.Length; i++)
        {
            var rest = expression.AsSpan(i);
            if (rest.StartsWith(@"\Z"))
            {
                result.Append(@"\z");
                i++;
            }
            else if (rest[0] == '\\' && rest.Length > 1)
            {
                result.Append(rest[..2]);
                i++;
            }
            else if (rest.StartsWith("(?P<"))
            {
                result.Append("(?<");
                i += 3;
            }
            else if (rest.StartsWith("(?P=") && rest.IndexOf(')') is var end and > 0)
            {
                result.Append(@"\k<").Append(rest[4..end]).Append('>');
                i += end;
            }
            else
            {
                result.Append(rest[0]);
            }
        }

        return result.ToString();
    }

    private static int Nesting(string expression)
    {
        var (depth, deepest) = (0, 0);
        foreach (var letter in expression)
        {
            depth += letter switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static string Show(string expression) => expression.Length <= 100 ? expression : expression[..100] + "...";
}
