"""Inspector Classic and IAM Access Analyzer."""
from __future__ import annotations

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    SimulatorTestCase,
    client,
    enable_service_access,
    http,
    make_delegated_administrator,
)


class InspectorClassicTest(SimulatorTestCase):
    def setUp(self) -> None:
        http("POST", "/simulator/inspector-classic", {"alive": True})

    def test_refuses_everything_since_its_support_ended(self) -> None:
        http("POST", "/simulator/inspector-classic", {"alive": False})
        inspector = client("inspector")
        with self.refused("AccessDeniedException", "May 20, 2026"):
            inspector.list_assessment_targets()
        with self.refused("AccessDeniedException", "May 20, 2026"):
            inspector.create_resource_group(resourceGroupTags=[{"key": "a", "value": "b"}])

    def test_an_assessment_is_made_of_a_group_a_target_and_a_template(self) -> None:
        inspector = client("inspector")
        group = inspector.create_resource_group(resourceGroupTags=[{"key": "a", "value": "b"}])["resourceGroupArn"]
        described = inspector.describe_resource_groups(resourceGroupArns=[group])["resourceGroups"][0]
        self.assertEqual(described["tags"], [{"key": "a", "value": "b"}])
        target = inspector.create_assessment_target(assessmentTargetName="t", resourceGroupArn=group)
        target_arn = target["assessmentTargetArn"]
        inspector.update_assessment_target(assessmentTargetArn=target_arn, assessmentTargetName="renamed")
        targets = inspector.describe_assessment_targets(assessmentTargetArns=[target_arn])["assessmentTargets"]
        self.assertEqual(targets[0]["name"], "renamed")
        self.assertNotIn("resourceGroupArn", targets[0])
        packages = inspector.list_rules_packages()["rulesPackageArns"]
        template = inspector.create_assessment_template(
            assessmentTargetArn=target_arn,
            assessmentTemplateName="t",
            durationInSeconds=3600,
            rulesPackageArns=packages,
        )["assessmentTemplateArn"]
        self.assertTrue(template.startswith(target_arn))
        templates = inspector.describe_assessment_templates(assessmentTemplateArns=[template])["assessmentTemplates"]
        self.assertEqual(templates[0]["rulesPackageArns"], packages)
        inspector.delete_assessment_target(assessmentTargetArn=target_arn)
        failed = inspector.describe_assessment_templates(assessmentTemplateArns=[template])["failedItems"]
        self.assertEqual(failed[template]["failureCode"], "ITEM_DOES_NOT_EXIST")
        with self.refused("NoSuchEntityException"):
            inspector.delete_assessment_template(assessmentTemplateArn=template)

    def test_the_rules_packages_can_be_read(self) -> None:
        inspector = client("inspector")
        arns = inspector.list_rules_packages()["rulesPackageArns"]
        packages = inspector.describe_rules_packages(rulesPackageArns=arns)["rulesPackages"]
        self.assertIn("Security Best Practices", [package["name"] for package in packages])

    def test_a_template_has_tags_and_subscriptions(self) -> None:
        inspector = client("inspector")
        packages = inspector.list_rules_packages()["rulesPackageArns"]
        target = inspector.create_assessment_target(assessmentTargetName="tagged")["assessmentTargetArn"]
        template = {"assessmentTargetArn": target, "durationInSeconds": 3600, "rulesPackageArns": packages}
        arn = inspector.create_assessment_template(**template, assessmentTemplateName="t")["assessmentTemplateArn"]
        topic = client("sns").create_topic(Name="t")["TopicArn"]
        inspector.set_tags_for_resource(resourceArn=arn, tags=[{"key": "a", "value": "b"}])
        self.assertEqual(inspector.list_tags_for_resource(resourceArn=arn)["tags"], [{"key": "a", "value": "b"}])
        subscription = {"resourceArn": arn, "event": "FINDING_REPORTED", "topicArn": topic}
        with self.refused("NoSuchEntityException"):
            inspector.subscribe_to_event(**{**subscription, "resourceArn": f"{arn}0"})
        with self.refused("InvalidInputException", "topic"):
            inspector.subscribe_to_event(**{**subscription, "topicArn": f"{topic}0"})
        inspector.subscribe_to_event(**subscription)
        listed = inspector.list_event_subscriptions(resourceArn=arn)["subscriptions"]
        self.assertEqual(listed[0]["eventSubscriptions"][0]["event"], "FINDING_REPORTED")
        inspector.unsubscribe_from_event(**subscription)
        self.assertEqual(inspector.list_event_subscriptions(resourceArn=arn)["subscriptions"], [])


    def test_names_and_rules_packages_are_checked(self) -> None:
        inspector = client("inspector")
        packages = inspector.list_rules_packages()["rulesPackageArns"]
        target = inspector.create_assessment_target(assessmentTargetName="unique")["assessmentTargetArn"]
        with self.refused("InvalidInputException", "unique"):
            inspector.create_assessment_target(assessmentTargetName="unique")
        template = {"assessmentTargetArn": target, "durationInSeconds": 3600, "assessmentTemplateName": "t"}
        with self.refused("InvalidInputException", "rules package"):
            inspector.create_assessment_template(**template, rulesPackageArns=[f"{packages[0]}0"])
        arn = inspector.create_assessment_template(**template, rulesPackageArns=packages)["assessmentTemplateArn"]
        with self.refused("InvalidInputException", "already"):
            inspector.create_assessment_template(**template, rulesPackageArns=packages)
        listed = inspector.list_assessment_targets(filter={"assessmentTargetNamePattern": "uni*"})
        self.assertEqual(listed["assessmentTargetArns"], [target])
        listed = inspector.list_assessment_templates(assessmentTargetArns=[target])
        self.assertEqual(listed["assessmentTemplateArns"], [arn])


class AccessAnalyzerTest(SimulatorTestCase):
    def test_an_analyzer_has_tags_and_archive_rules(self) -> None:
        analyzers = client("accessanalyzer")
        arn = analyzers.create_analyzer(analyzerName="own", type="ACCOUNT", tags={"a": "b"})["arn"]
        self.assertEqual(analyzers.get_analyzer(analyzerName="own")["analyzer"]["status"], "ACTIVE")
        self.assertEqual([entry["name"] for entry in analyzers.list_analyzers(type="ACCOUNT")["analyzers"]], ["own"])
        with self.refused("ConflictException"):
            analyzers.create_analyzer(analyzerName="own", type="ACCOUNT")
        analyzers.tag_resource(resourceArn=arn, tags={"c": "d"})
        analyzers.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual(analyzers.list_tags_for_resource(resourceArn=arn)["tags"], {"c": "d"})
        rule = {"analyzerName": "own", "ruleName": "private"}
        analyzers.create_archive_rule(**rule, filter={"isPublic": {"eq": ["false"]}})
        self.assertEqual(analyzers.get_archive_rule(**rule)["archiveRule"]["filter"], {"isPublic": {"eq": ["false"]}})
        analyzers.update_archive_rule(**rule, filter={"isPublic": {"eq": ["true"]}})
        self.assertEqual(analyzers.get_archive_rule(**rule)["archiveRule"]["filter"], {"isPublic": {"eq": ["true"]}})
        analyzers.delete_archive_rule(**rule)
        with self.refused("ResourceNotFoundException"):
            analyzers.get_archive_rule(**rule)
        analyzers.delete_analyzer(analyzerName="own")
        with self.refused("ResourceNotFoundException"):
            analyzers.get_analyzer(analyzerName="own")

    def test_an_analyzer_of_the_organization_needs_trusted_access_or_delegation(self) -> None:
        request = {"analyzerName": "all", "type": "ORGANIZATION"}
        with self.refused("ValidationException"):
            client("accessanalyzer").create_analyzer(**request)
        enable_service_access("access-analyzer.amazonaws.com")
        client("accessanalyzer").create_analyzer(**request)
        with self.refused("AccessDeniedException"):
            client("accessanalyzer", AUDIT).create_analyzer(**request)
        make_delegated_administrator(LOG_ARCHIVE, "access-analyzer.amazonaws.com")
        client("accessanalyzer", LOG_ARCHIVE).create_analyzer(**request)
