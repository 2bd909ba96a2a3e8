using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Matchmaking.Api.Telemetry;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Api.Telemetry;

/// <summary>Listens to the meters of one server, as an exporter does.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _taken = new();

    public Measurements(TestServer server)
    {
        // Servers of other tests run in this process; their meters have the same name.
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter.Scope, factory) || !instrument.Meter.Name.StartsWith(ServiceMetrics.MeterName, StringComparison.Ordinal))
                return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>Values of an instrument, those with exactly these tags (<c>name=value</c>, by name) when given.</summary>
    public IReadOnlyList<double> Of(string name, string? tags = null) =>
        [.. _taken.Where(m => m.Name == name && (tags is null || m.Tags == tags)).Select(m => m.Value)];

    /// <summary>All tags that were sent.</summary>
    public IReadOnlySet<string> Tags => _taken.Select(m => m.Tags).ToHashSet();

    /// <summary>Asks the instruments that are only read when somebody wants to know.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _taken.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal))));
}
