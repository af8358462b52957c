using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Chat.Jinja;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>Real templates, damaged at random: whatever comes of it is a text or the one exception, soon.</summary>
public sealed class JinjaMutationTests
{
    private static readonly TimeSpan LongestRendering = TimeSpan.FromSeconds(20);

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "{%-", "-%}", "{{-", "-}}", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "=", "==", "~", "*", "**", "//", "%", "'", "\"", "\\",
        " if ", " else ", " for ", " in ", " is ", " not ", " and ", " or ", "{% set ns = namespace() %}", "{% endfor %}", "{% endif %}", "{% macro m(a, b=1) %}", "{% endmacro %}", "{{ m(1) }}",
        "{% generation %}", "{% endgeneration %}", "{% break %}", "{% continue %}", "{% raw %}", "{% endraw %}", "{% call m(1) %}", "{% endcall %}", "{% filter upper %}", "{% endfilter %}",
        "none", "true", "0", "-1", "1.5", "10**9", "99999999999999999999", "range(10**5)", "'a' * 10**6", "messages", "loop", "loop.last", "tools", "tojson", "|tojson(indent=4)", "|list", "|sort",
        "|map(attribute='role')", "|selectattr('role')", "|length", "|items", "|int", "|round(99)", "|trim", "|indent(9)", "|batch(2)", "|unique", "|join(',')", ".split('')", ".items()", "[::-1]", "[0]",
        "[1:]", "{% for x in messages %}", "{% for k, v in messages[0].items() recursive %}", "{% set messages = [messages, messages] %}", "{{ messages }}", "😀", "\u00a0", "\r\n", "\n", "\0",
    ];

    [Fact]
    public void Templates_Mutated_GiveATextOrATrainingException()
    {
        var files = Directory.GetFiles(Shelf.Fixture("chat-templates"), "*.jinja", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var sources = Array.ConvertAll(files, File.ReadAllText);
        var contexts = JsonNode.Parse(File.ReadAllText(Shelf.Fixture("chat-templates", "jinja2_goldens.json")))!["contexts"]!.AsObject();
        string[] names = ["system", "tool_use_dict_args", "hfjs_example_chat_gen", "simple"];
        var random = new SeededRandom(20261124);
        var watch = new Stopwatch();
        var (texts, refused) = (0, 0);

        for (var i = 0; i < LongRun.Mutations; i++)
        {
            var source = Mutate(sources[random.Next(sources.Length)], random);
            var variables = contexts[names[random.Next(names.Length)]]!.AsObject();
            watch.Restart();
            try
            {
                JinjaTemplate.Parse(source, "mutated").Render(variables, FixedClock.OfGoldens);
                texts++;
            }
            catch (TrainingException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i} lets {exception.GetType().Name} out: {exception.Message}\n{exception.StackTrace}\n{source}");
            }

            Assert.True(watch.Elapsed < LongestRendering, $"mutation {i} took {watch.Elapsed}\n{source}");
        }

        // Both have to be there, else the mutations are too mild or too wild to say anything.
        Assert.True(texts > LongRun.Mutations / 20 && refused > LongRun.Mutations / 20, $"{texts} texts, {refused} refused");
    }

    private static string Mutate(string source, SeededRandom random)
    {
        for (var change = 0; change <= random.Next(3); change++)
        {
            var place = random.Next(source.Length + 1);
            var length = Math.Min(random.Next(10) + 1, source.Length - place);
            var piece = Pieces[random.Next(Pieces.Length)];
            source = random.Next(6) switch
            {
                0 => source.Remove(place, length),
                1 => source.Insert(place, source.Substring(random.Next(source.Length - length + 1), length)),
                2 when random.Next(10) == 0 => source[..place],
                3 => source.Remove(place, length).Insert(place, piece),
                4 => SwapWord(source, place, random),
                _ => source.Insert(place, piece),
            };
        }

        return source;
    }

    /// <summary>Puts one word of the source in the place of another: what comes out still parses more often.</summary>
    private static string SwapWord(string source, int place, SeededRandom random)
    {
        var (start, end) = Word(source, place);
        var (otherStart, otherEnd) = Word(source, random.Next(source.Length + 1));
        return source[..start] + source[otherStart..otherEnd] + source[end..];
    }

    private static (int Start, int End) Word(string source, int place)
    {
        var start = place;
        while (start > 0 && char.IsLetterOrDigit(source[start - 1]))
        {
            start--;
        }

        var end = place;
        while (end < source.Length && char.IsLetterOrDigit(source[end]))
        {
            end++;
        }

        return (start, end);
    }
}
