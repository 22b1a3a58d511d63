"""The script that teams use today, as they describe it: one finding to SNS, by mail with STARTTLS and to Google Chat.

The event is on standard input, as the function gets it; the far ends are in the environment. What it sends is what such
scripts send: a title, the fields, and a hint to look into the console.
"""

import html
import json
import os
import smtplib
import ssl
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import boto3
import requests


def fields(event):
    detail = event["detail"]
    return {
        "Title": detail.get("title", "N/A"),
        "Description": detail.get("description", "N/A"),
        "Type": detail.get("type", "N/A"),
        "Severity": detail.get("severity", 0),
        "Resource type": detail.get("resource", {}).get("resourceType", "N/A"),
        "Account": event.get("account", "N/A"),
        "Region": event.get("region", "N/A"),
        "Finding id": detail.get("id", "N/A"),
    }


def as_text(finding):
    lines = ["%s: %s" % item for item in finding.items()]
    return "\n".join(lines + ["", "Investigate in the GuardDuty console immediately."])


def as_html(finding):
    severity = float(finding["Severity"])
    colour = "#d32f2f" if severity >= 7 else "#f57c00" if severity >= 4 else "#388e3c"
    rows = "".join(
        "<tr><td><b>%s</b></td><td>%s</td></tr>" % (name, html.escape(str(value))) for name, value in finding.items()
    )
    return '<html><body><h2 style="color:%s">GuardDuty alert</h2><table>%s</table></body></html>' % (colour, rows)


def send_sns(finding):
    client = boto3.client("sns", region_name="eu-west-1", endpoint_url=os.environ["SNS_ENDPOINT"])
    answer = client.publish(
        TopicArn="arn:aws:sns:eu-west-1:111122223333:guardduty",
        Subject=("GuardDuty: %s" % finding["Title"])[:100],
        Message=as_text(finding),
    )
    return answer["MessageId"]


def send_mail(finding):
    mail = MIMEMultipart("alternative")
    mail["Subject"] = "SECURITY: GuardDuty Security Alert"
    mail["From"] = "guardduty@example.com"
    mail["To"] = "oncall@example.com"
    mail.attach(MIMEText(as_text(finding), "plain"))
    mail.attach(MIMEText(as_html(finding), "html"))
    trust = ssl.create_default_context(cafile=os.environ["SMTP_CERTIFICATES"])
    with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"])) as server:
        server.starttls(context=trust)
        server.login(os.environ["SMTP_USERNAME"], os.environ["SMTP_PASSWORD"])
        server.sendmail(mail["From"], [mail["To"]], mail.as_string())
    return "sent"


def send_chat(finding):
    text = "*GuardDuty alert*\n" + as_text(finding)
    answer = requests.post(os.environ["CHAT_WEBHOOK_URL"], json={"text": text}, timeout=10)
    answer.raise_for_status()
    return answer.status_code


def main():
    finding = fields(json.load(sys.stdin))
    answers = {"sns": send_sns(finding), "email": send_mail(finding), "chat": send_chat(finding)}
    print(json.dumps(answers), flush=True)


if __name__ == "__main__":
    main()
