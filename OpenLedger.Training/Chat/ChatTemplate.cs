using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja;

namespace OpenLedger.Training.Chat;

/// <summary>
/// How a model wants conversations written: the Jinja template that comes with it, run as transformers runs it but in a sandbox.
/// A model may bring several; the one named <c>tool_use</c> is taken where tools are given.
/// </summary>
public sealed class ChatTemplate
{
    internal const string Default = "default";
    internal const string ToolUse = "tool_use";

    private readonly Dictionary<string, Lazy<JinjaTemplate>> _templates;

    internal ChatTemplate(string name, IEnumerable<KeyValuePair<string, Lazy<JinjaTemplate>>> templates)
    {
        Name = name;
        _templates = new Dictionary<string, Lazy<JinjaTemplate>>(templates, StringComparer.Ordinal);

        // What is used most is read at once, so that its mistakes show now; what may never be used is read when it is.
        _ = (_templates.GetValueOrDefault(Default) ?? _templates.Values.First()).Value;
    }

    /// <summary>Where the template comes from, for messages.</summary>
    public string Name { get; }

    /// <summary>The names of all templates that the model brings; mostly only <c>default</c>.</summary>
    public IReadOnlyCollection<string> Names => _templates.Keys;

    /// <summary>Reads a template's source.</summary>
    /// <param name="source">The Jinja text.</param>
    /// <param name="name">What messages call it, mostly its file.</param>
    /// <exception cref="TrainingException">The source is not a template that can run here; the message names the line.</exception>
    public static ChatTemplate Parse(string source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return new ChatTemplate(name, [KeyValuePair.Create(Default, Loaded(source, name))]);
    }

    /// <summary>
    /// Reads what a model folder brings: <c>chat_template.jinja</c> and <c>additional_chat_templates/</c>, else <c>chat_template</c> in
    /// <c>tokenizer_config.json</c> (one text, or a list of named ones). Null where there is none.
    /// </summary>
    /// <exception cref="TrainingException">A file is broken or holds no template that can run here.</exception>
    public static ChatTemplate? Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ChatTemplateFolder.Read(folder);
    }

    /// <summary>
    /// Writes a conversation. The variables hold <c>messages</c> and whatever else the template reads; <c>tools</c>, <c>documents</c> and
    /// <c>add_generation_prompt</c> are null and false where they are not given, as in transformers.
    /// </summary>
    /// <param name="variables">The variables; they are not changed.</param>
    /// <param name="clock">The time that a template which writes today's date gets.</param>
    /// <exception cref="TrainingException">The template refuses the conversation, has a mistake, or takes too long.</exception>
    public RenderedChat Render(JsonObject variables, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(clock);
        return Render(ChatVariables.Of(variables, Name), clock);
    }

    internal RenderedChat Render(ChatVariables variables, TimeProvider clock) => Choose(variables.HasTools).Render(variables.All, clock);

    internal static Lazy<JinjaTemplate> Loaded(string source, string name) => new(() => JinjaTemplate.Parse(source, name));

    private JinjaTemplate Choose(bool hasTools)
    {
        var chosen = (hasTools ? _templates.GetValueOrDefault(ToolUse) : null) ?? _templates.GetValueOrDefault(Default);
        return chosen?.Value ?? throw new TrainingException(
            $"{Name}: there is no template named \"{Default}\", only {string.Join(", ", _templates.Keys.Order(StringComparer.Ordinal))}. Choose a template file.");
    }
}
