using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>
/// Finds functions by the layout that the formatter gives them: in a type, a signature (perhaps over several lines) that begins
/// with a modifier, then the body between braces that stand alone at the signature's depth.
/// </summary>
internal static partial class Functions
{
    [GeneratedRegex(@"^( {4}| {8})(public|private|internal|protected|static) (?!.*\b(class|record|struct|interface|enum)\s+\w+)")]
    private static partial Regex Signature { get; }

    public static IEnumerable<(int FirstLine, int Lines)> In(string source)
    {
        var lines = source.Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (Signature.Match(lines[start]) is not { Success: true } match)
            {
                continue;
            }

            var indentation = match.Groups[1].Value;
            var open = start + 1;
            while (open < lines.Length && lines[open].StartsWith(indentation + " ", StringComparison.Ordinal))
            {
                open++;
            }

            if (open >= lines.Length || lines[open] != indentation + "{")
            {
                continue;
            }

            var end = Array.FindIndex(lines, open, line => line == indentation + "}" || line == indentation + "};");
            if (end > 0)
            {
                yield return (start + 1, end - open - 1);
            }
        }
    }
}
