namespace OpenLedger.Training.Json;

/// <summary>A place in a JSON text: line and character, both from 1.</summary>
internal readonly record struct JsonPlace(int Line, int Column);
