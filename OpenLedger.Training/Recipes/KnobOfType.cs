using System.Text.Json.Nodes;
using OpenLedger.Training.Recipes.Kinds;

namespace OpenLedger.Training.Recipes;

/// <summary>A knob whose value is known to be a <typeparamref name="T"/>.</summary>
public sealed class Knob<T> : Knob
{
    private readonly KnobKind<T> _kind;

    internal Knob(KnobKind<T> kind, T standard)
    {
        _kind = kind;
        Default = standard;
        Range = kind.Range;
    }

    /// <summary>The value where neither recipe nor model say anything.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public override Type ValueType => Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override string Accepts => _kind.Accepts;

    /// <inheritdoc/>
    public override bool MayBeOpen => _kind.MayBeOpen;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Choices => _kind.Choices;

    /// <inheritdoc/>
    public override bool IsPath => _kind.IsPath;

    /// <inheritdoc/>
    public override string Format(object? value) => value is T known ? _kind.Format(known) : "";

    /// <inheritdoc/>
    public override string? Check(object? value) => value is T known ? _kind.Check(known) : null;

    internal override object? Resolve(object? value, string folder) => value is T known ? _kind.Resolve(known, folder) : value;

    internal override KnobReading Read(JsonNode? node)
    {
        if (node is not null)
        {
            return _kind.Read(node);
        }

        return MayBeOpen ? new KnobReading(null, null) : new KnobReading(null, $"is null, but must be {Accepts}. Take the line out to get the default.");
    }

    internal override JsonNode? ToJson(object? value) => value is T known ? _kind.Write(known) : null;

    private protected override KnobReading ParseText(string text) =>
        MayBeOpen && (text is "" or "null" or "auto") ? new KnobReading(null, null) : _kind.Parse(text);

    private protected override bool IsOfType(object? value) => value is T || (value is null && MayBeOpen);
}
