using System.Text.RegularExpressions;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// The log in <c>data/logs</c>: a line of JSON an event, with the run's id where there is one; a file a day, bounded in number
/// and size. The terminal keeps its own lines for people. How much is told is chosen by Logging:LogLevel, for both.
/// </summary>
internal static class StudioLog
{
    private const long LargestFile = 20_000_000;
    private const int FilesKept = 15;

    public static ILoggingBuilder AddStudioLog(this ILoggingBuilder logging, DataFolder data)
    {
        logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Verbose()
                .Enrich.FromLogContext()
                .Enrich.With<SecretsLeftOut>()
                .WriteTo.File(new CompactJsonFormatter(), Path.Combine(data.Logs, "studio-.json"), rollingInterval: RollingInterval.Day, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: FilesKept)
                .CreateLogger(),
            dispose: true);

        // Serilog asks for everything, whatever the settings say; the settings win.
        logging.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            foreach (var rule in options.Rules.Where(rule => rule.ProviderName == typeof(Serilog.Extensions.Logging.SerilogLoggerProvider).FullName).ToList())
            {
                options.Rules.Remove(rule);
            }
        });
        return logging;
    }
}

/// <summary>An address may carry a secret (an invitation does): it is left out of every value before it is written.</summary>
internal sealed partial class SecretsLeftOut : ILogEventEnricher
{
    [GeneratedRegex("(?<=/invite/)[^/?#\\s\"']+")]
    private static partial Regex Secret { get; }

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (name, value) in logEvent.Properties.ToList())
        {
            if (Clean(value) is { } clean)
            {
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, clean));
            }
        }
    }

    /// <summary>The value without secrets; null where it has none.</summary>
    private static LogEventPropertyValue? Clean(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: { } inner } when inner.ToString() is { } text && Secret.IsMatch(text) => new ScalarValue(Secret.Replace(text, "…")),
        SequenceValue list when list.Elements.Any(element => Clean(element) is not null) => new SequenceValue(list.Elements.Select(element => Clean(element) ?? element)),
        _ => null,
    };
}
