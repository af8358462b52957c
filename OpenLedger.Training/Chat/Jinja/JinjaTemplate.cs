using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Library;
using OpenLedger.Training.Chat.Jinja.Syntax;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja;

/// <summary>
/// A parsed template. It runs in a sandbox: it sees only the variables handed in, cannot change them, and ends at the
/// <see cref="JinjaLimits"/>. Everything that goes wrong is a <see cref="TrainingException"/> with the template's name and line.
/// </summary>
internal sealed class JinjaTemplate
{
    private readonly Block _body;

    private JinjaTemplate(string name, Block body, bool hasGeneration)
    {
        Name = name;
        _body = body;
        HasGeneration = hasGeneration;
    }

    public string Name { get; }

    /// <summary>Whether the source holds a generation block.</summary>
    public bool HasGeneration { get; }

    public static JinjaTemplate Parse(string source, string name)
    {
        try
        {
            var (body, hasGeneration) = JinjaParser.Parse(source);
            return new JinjaTemplate(name, body, hasGeneration);
        }
        catch (JinjaFault fault)
        {
            throw Explained(name, fault.Line, fault);
        }
    }

    /// <summary>Turns JSON into the variables of a template.</summary>
    public static JinjaDictionary Variables(JsonObject variables, string name)
    {
        try
        {
            return JsonVariables.Convert(variables).Dictionary;
        }
        catch (JinjaFault fault)
        {
            throw new TrainingException($"Chat template {name}: {fault.Message}. Look at the variables that are handed to it.");
        }
    }

    /// <summary>Renders the template with the members of the object as variables.</summary>
    public RenderedChat Render(JsonObject variables, TimeProvider clock) => Render(Variables(variables, Name), clock);

    /// <summary>Renders the template with these variables.</summary>
    public RenderedChat Render(JinjaDictionary variables, TimeProvider clock)
    {
        var run = new JinjaRun(clock);
        try
        {
            var globals = new JinjaScope(null);
            Globals.Define(globals);
            foreach (var (name, value) in variables.Items)
            {
                globals.Set(name.Text, value);
            }

            _body.Execute(run, new JinjaScope(globals));
            return new RenderedChat(Whole(run.Output.ToString()), run.Spans, HasGeneration, run.HasUnplacedSpans);
        }
        catch (JinjaFault fault)
        {
            throw Explained(Name, fault.Line > 0 ? fault.Line : run.Line, fault);
        }
    }

    private static string Whole(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            var length = CodePoints.LengthAt(text, i);
            if (length == 1 && char.IsSurrogate(text[i]))
            {
                throw new JinjaFault("the text it makes holds half of a character (a lone surrogate)");
            }

            i += length - 1;
        }

        return text;
    }

    private static TrainingException Explained(string name, int line, JinjaFault fault)
        => new($"Chat template {name}, line {Math.Max(line, 1)}: {fault.Message}.");
}
