using Matchmaking.Api.Setup;
using Matchmaking.Ranking.Training;
using Matchmaking.Tests.Ranking.Trainers;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using OpenTelemetry.Exporter;

namespace Matchmaking.Tests.Api.Setup;

/// <summary>Settings of logs and of the export of metrics, as the environment gives them.</summary>
internal sealed class SettingsTests
{
    [Test]
    public void From_NothingSet_LogsWarningsAsTextAndExportsNothing()
    {
        var settings = Read();

        Assert.That(settings.Log, Is.EqualTo(new LogSettings(Json: false, LogLevel.Warning)));
        Assert.That(settings.Otlp, Is.Null);
    }

    [Test]
    public void From_OtherVariablesOfOpenTelemetryAlone_ExportNothing() =>
        Assert.That(Read(("OTEL_SERVICE_NAME", "x"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "nonsense")).Otlp, Is.Null);

    [TestCase("text", "Error", false, LogLevel.Error)]
    [TestCase(" JSON ", "information", true, LogLevel.Information)]
    [TestCase("Text", "None", false, LogLevel.None)]
    public void From_LogAndLevel_AreRead(string log, string level, bool json, LogLevel expected) =>
        Assert.That(Read(("MATCHMAKING_LOG", log), ("MATCHMAKING_LOG_LEVEL", level)).Log, Is.EqualTo(new LogSettings(json, expected)));

    [TestCase("http://127.0.0.1:4318", null, OtlpExportProtocol.HttpProtobuf)]
    [TestCase("https://collector.example/otlp/", "http/protobuf", OtlpExportProtocol.HttpProtobuf)]
    [TestCase("http://127.0.0.1:4317", "grpc", OtlpExportProtocol.Grpc)]
    public void From_Endpoint_IsRead(string endpoint, string? protocol, OtlpExportProtocol expected) =>
        Assert.That(
            Read(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)).Otlp,
            Is.EqualTo(new OtlpSettings(new Uri(endpoint), expected, "matchmaking")));

    [TestCase("Ranking__Trainer")]
    [TestCase("RANKING__TRAINER")]
    [TestCase("Ranking:Trainer")]
    public void From_Trainer_IsReadInAnySpelling(string variable)
    {
        Assert.That(Read((variable, "lambdamart")).Trainer.Name, Is.EqualTo("lambdamart"));
        Assert.That(() => Read((variable, "xgboost")), Throws.TypeOf<SettingsException>().With.Message.Contains("none of lambdamart, mlnet-fasttree, mlnet-lightgbm"));
    }

    [TestCase("mlnet-fasttree", Category = TrainerCases.EitherWay)]
    [TestCase("mlnet-lightgbm", Category = TrainerCases.EitherWay)]
    public void From_TrainerOfMlNet_ThereOrRefusedWithTheSwitch(string trainer)
    {
        if (TreeTrainers.TryFind(trainer) is not null)
            Assert.That(Read(("Ranking__Trainer", trainer)).Trainer.Name, Is.EqualTo(trainer));
        else
            Assert.That(() => Read(("Ranking__Trainer", trainer)), Throws.TypeOf<SettingsException>().With.Message.Contains("-p:MlNet=true"));
    }

    [TestCase("MATCHMAKING_LOG", "xml")]
    [TestCase("MATCHMAKING_LOG_LEVEL", "loud")]
    [TestCase("MATCHMAKING_LOG_LEVEL", "3")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "http://")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "file:///x")]
    public void From_ValueThatCannotBeFollowed_IsRefusedByName(string name, string value) =>
        Assert.That(() => Read((name, value)), Throws.TypeOf<SettingsException>().With.Message.Contains(name));

    [Test]
    public void From_ProtocolThatIsNotKnown_IsRefusedByName() =>
        Assert.That(
            () => Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")),
            Throws.TypeOf<SettingsException>().With.Message.Contains("OTEL_EXPORTER_OTLP_PROTOCOL"));

    private static Settings Read(params (string Name, string? Value)[] variables) =>
        Settings.From(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
