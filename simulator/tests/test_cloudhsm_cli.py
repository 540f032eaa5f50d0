"""The stand-in for the CloudHSM CLI: users of a cluster, their passwords and sessions, and the audit log."""
from __future__ import annotations

from typing import Any, List

from tests.hsm_ceremony import ADMIN_PASSWORD, KMS_PASSWORD, Ceremony, active_cluster, new_cluster, refusal_of_control
from tests.support import MANAGEMENT, REGION, SimulatorTestCase, client, reset

LOGIN = "login --username kmsuser --role crypto-user --password"


class CommandLineTest(SimulatorTestCase):
    cluster: Ceremony

    @classmethod
    def setUpClass(cls) -> None:
        reset()
        cls.cluster = active_cluster(hsms=1)

    def fail(self, line: str) -> Any:  # type: ignore[override]
        answer = self.cluster.answer(line)
        self.assertEqual(answer["error_code"], 1, answer)
        return answer["data"]

    def tearDown(self) -> None:
        self.cluster.answer("logout")
        self.cluster.set_kms_password()

    def test_the_first_administrator_has_another_role_before_activation(self) -> None:
        cluster = new_cluster()
        cluster.add_hsm()
        roles = {user["username"]: user["role"] for user in cluster.run("user list")["users"]}
        self.assertEqual(roles, {"admin": "unactivated-admin", "app_user": "internal(APPLIANCE_USER)"})
        cluster.initialize()
        self.assertIn("7 to 32", cluster.answer("cluster activate --password short")["data"])
        self.assertEqual(cluster.run("cluster activate --password 1234567"), "Cluster activation successful")
        self.assertEqual(cluster.run("user list")["users"][0]["role"], "admin")

    def test_a_user_logs_in_and_out(self) -> None:
        described = {"username": "kmsuser", "role": "crypto-user"}
        self.assertEqual(self.cluster.run(f"cloudhsm-cli {LOGIN} {KMS_PASSWORD}"), described)
        self.assertIn("already", self.fail(f"{LOGIN} {KMS_PASSWORD}"))
        self.cluster.run("logout")
        self.assertIn("Nobody", self.fail("logout"))
        self.assertIn("no user", self.fail("login --username nobody --role admin --password 1234567"))
        self.assertIn("no user", self.fail(f"login --username kmsuser --role admin --password {KMS_PASSWORD}"))

    def test_the_fifth_wrong_password_locks_a_user_until_an_administrator_sets_another(self) -> None:
        for _ in range(4):
            self.assertIn("wrong", self.fail(f"{LOGIN} mistaken"))
        self.cluster.run(f"{LOGIN} {KMS_PASSWORD}")
        self.cluster.run("logout")
        for _ in range(5):
            self.fail(f"{LOGIN} mistaken")
        self.assertIn("locked", self.fail(f"{LOGIN} {KMS_PASSWORD}"))
        locked = {user["username"]: user["locked"] for user in self.cluster.run("user list")["users"]}
        self.assertEqual(locked, {"admin": "false", "app_user": "false", "kmsuser": "true"})
        self.cluster.set_kms_password("another1")
        self.cluster.run(f"{LOGIN} another1")

    def test_only_an_administrator_manages_users_that_are_not_logged_in(self) -> None:
        create = "user create --username Alice --role crypto-user --password secret1"
        self.assertIn("Nobody", self.fail(create))
        self.cluster.run(f"{LOGIN} {KMS_PASSWORD}")
        self.assertIn("no admin", self.fail(create))
        change = "user change-password --username admin --role admin --password 1234567"
        self.assertIn("Only an admin", self.fail(change))
        self.cluster.run("user change-password --username kmsuser --role crypto-user --password own-one")
        self.cluster.run("logout")
        self.cluster.log_in()
        self.assertEqual(self.cluster.run(create), {"username": "alice", "role": "crypto-user"})
        self.assertIn("exists already", self.fail(create))
        self.assertIn("letters", self.fail("user create --username a-b --role admin --password 1234567"))
        self.assertIn("logged in", self.fail("user delete --username admin --role admin"))
        self.cluster.run("user delete --username ALICE --role crypto-user")
        self.assertIn("no user", self.fail("user delete --username alice --role crypto-user"))

    def test_command_lines_that_it_does_not_take_are_explained(self) -> None:
        body = {"account": MANAGEMENT, "region": REGION, "cluster": self.cluster.id}
        for line, message in (
            ("key list", "knows the commands cluster activate, login"),
            ("login --username admin", "password, role"),
            ("user list --username admin", "takes no options"),
            ("login --username admin --role", "not an option with a value"),
            ("login --username a --role root --password 1234567", "admin or crypto-user"),
            ("user list --cluster-id cluster-other", "not cluster-"),
            ("login 'admin", "cannot be read"),
        ):
            with self.subTest(line):
                self.assertIn(message, refusal_of_control("/simulator/cloudhsm-cli", {**body, "run": line}))
        missing = {**body, "cluster": "cluster-missing", "run": "user list"}
        self.assertIn("no cluster", refusal_of_control("/simulator/cloudhsm-cli", missing))
        self.assertIn("null or one of", refusal_of_control("/simulator/cloudhsm-fault", {**body, "fault": "fire"}))
        self.assertIn(
            "no HSM", refusal_of_control("/simulator/cloudhsm-fault", {**body, "fault": "hsm-failed", "hsm": "hsm-x"})
        )

    def test_nothing_is_answered_without_an_hsm(self) -> None:
        self.assertIn("connect", new_cluster().answer("user list")["data"])

    def messages(self) -> List[str]:
        logs = client("logs").filter_log_events(logGroupName=f"/aws/cloudhsm/{self.cluster.id}")
        return [event["message"] for event in logs["events"]]

    def test_the_audit_log_tells_of_logins_and_users(self) -> None:
        stream = client("logs").describe_log_streams(logGroupName=f"/aws/cloudhsm/{self.cluster.id}")["logStreams"]
        self.assertEqual([one["logStreamName"] for one in stream], [self.cluster.describe()["Hsms"][0]["HsmId"]])
        self.assertIn("CN_INIT_TOKEN (0x1)", self.messages()[0])
        before = len(self.messages())
        self.fail(f"{LOGIN} mistaken")
        self.fail("login --username nobody --role crypto-user --password 1234567")
        self.cluster.log_in()
        self.cluster.run("user create --username bob --role admin --password secret1")
        self.cluster.run("user delete --username bob --role admin")
        wrong, unknown, login, create, delete = self.messages()[before:]
        self.assertIn("Opcode : CN_LOGIN (0xd)\n", wrong)
        self.assertIn("Response : 163:HSM Error: RET_USER_LOGIN_FAILURE\n", wrong)
        self.assertTrue(wrong.endswith("User Name : kmsuser\nUser Type : CN_CRYPTO_USER (1)"))
        self.assertIn("Response : 157:HSM Error: user isn't initialized or user with this name doesn't exist", unknown)
        self.assertIn("Response : 0:HSM Return: SUCCESS", login)
        self.assertIn("Opcode : CN_CREATE_CO (0x4)", create)
        self.assertIn("Opcode : CN_DELETE_USER (0xa1)", delete)
        self.assertNotIn(ADMIN_PASSWORD, "".join(self.messages()))
