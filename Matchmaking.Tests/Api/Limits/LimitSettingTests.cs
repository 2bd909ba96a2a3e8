using Matchmaking.Api.Limits;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Keys;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>The settings of limits: what they mean and what is refused.</summary>
internal sealed class LimitSettingTests
{
    [TestCase(null, 100, 100)]
    [TestCase("", 100, 100)]
    [TestCase("250", 250, 250)]
    [TestCase("0", 0, 0)]
    [TestCase(" 100 , startup = 20 ", 20, 100)]
    [TestCase("startup=0", 0, 100)]
    [TestCase("0,startup=7", 7, 0)]
    [TestCase("fund=50,startup=1000000,80", 1_000_000, 80)]
    public void RateLimit_Understood_AppliesToRolesAndAllOthers(string? text, int startup, int organizer)
    {
        var limits = Read((RateLimits.SettingName, text)).RateLimits;

        Assert.That(limits.Of(Role.Startup), Is.EqualTo(startup == 0 ? (BucketRate?)null : new BucketRate(startup, 2 * startup)));
        Assert.That(limits.Of(Role.Organizer), Is.EqualTo(organizer == 0 ? (BucketRate?)null : new BucketRate(organizer, 2 * organizer)));
        Assert.That(limits.FailedAuthentications is null, Is.EqualTo(organizer == 0));
    }

    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("many")]
    [TestCase("1000001")] // one more than can be
    [TestCase("99999999999")]
    [TestCase("100,")]
    [TestCase("100,200")] // which of the two
    [TestCase("king=5")]
    [TestCase("fund=")]
    [TestCase("fund=5,fund=6")]
    [TestCase("fund=5=6")]
    [TestCase("0=5")]
    public void RateLimit_NotUnderstood_Refused(string text) =>
        Assert.That(() => Read((RateLimits.SettingName, text)), Throws.TypeOf<SettingsException>().With.Message.Contains(RateLimits.SettingName));

    [Test]
    public void Load_Numbers_AreTaken()
    {
        var limits = Read((LoadLimits.InFlightSettingName, "10000"), (LoadLimits.TimeSettingName, "600")).LoadLimits;

        Assert.That(limits, Is.EqualTo(new LoadLimits(10_000, TimeSpan.FromMinutes(10))));
        Assert.That(Read().LoadLimits, Is.EqualTo(new LoadLimits(256, TimeSpan.FromSeconds(30))));
    }

    [TestCase(LoadLimits.InFlightSettingName, "0")]
    [TestCase(LoadLimits.InFlightSettingName, "10001")]
    [TestCase(LoadLimits.TimeSettingName, "0")]
    [TestCase(LoadLimits.TimeSettingName, "601")]
    [TestCase(LoadLimits.TimeSettingName, "30s")]
    public void Load_OutOfRange_Refused(string name, string text) =>
        Assert.That(() => Read((name, text)), Throws.TypeOf<SettingsException>().With.Message.Contains(name));

    private static Settings Read(params (string Name, string? Value)[] variables) =>
        Settings.From(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
